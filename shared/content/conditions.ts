import type { Group } from '../schema/rule.ts';
import type { Block, Document } from './document.ts';
import { everyBlock } from './walk.ts';

/** Who gets to see a block, and how that is called in words. */
export type Condition = { rule: Group; label: string };

const keyOf = ({ rule }: Condition): string => JSON.stringify(rule);

/**
 * The conditions of blocks in reading order, each rule once. A block's mark names the place of its rule in this list,
 * and a message is filled with yes or no for each of them.
 */
export function conditionsOf(blocks: readonly Block[]): Condition[] {
  const found = new Map<string, Condition>();
  for (const { when } of everyBlock(blocks)) if (when && !found.has(keyOf(when))) found.set(keyOf(when), when);
  return [...found.values()];
}

export const conditionsIn = (document: Document): Condition[] =>
  document.kind === 'blocks' ? conditionsOf(document.blocks) : [];

/** Where the rule of a block stands in the list of `conditionsOf`; null for a block that everybody sees. */
export function conditionIndex(conditions: readonly Condition[], { when }: { when: Condition | null }): number | null {
  if (!when) return null;
  const index = conditions.findIndex((condition) => keyOf(condition) === keyOf(when));
  return index === -1 ? null : index;
}

/**
 * The marks around what only some see, in HTML (inside of an `mj-raw`) and in plain text alike. They are Liquid, so that
 * what is left out for a person never leaves the computer for them. In plain text the empty line behind a block belongs
 * inside of its marks.
 */
export const conditionOpen = (index: number): string => `{% if when[${index}] %}`;
export const conditionClose = (_index: number): string => '{% endif %}';
