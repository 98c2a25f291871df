import { type CheckKind, type CheckLevel, checkWords } from '#shared/content/checks.ts';
import type { MailClient } from '#shared/content/clients.ts';
import type { Rendered, Stumble } from '#shared/rpc/content.ts';

/** One thing to mend, and where. */
export type Check = Pick<Stumble, 'blockId' | 'place' | 'find'> & {
  level: CheckLevel;
  message: string;
  why: string;
  /** What was looked for; missing where the message cannot even be made. */
  what?: CheckKind;
  /** Of the source, counted from 1. */
  line?: number | undefined;
};

export const levels: readonly CheckLevel[] = ['error', 'warning', 'hint'];

/**
 * Everything to mend in a design, the gravest first. An empty page is no mistake yet, and what the meter says already is not
 * said again. What is about mail programs that nobody asked for is left out.
 */
export function checksOf(rendered: Rendered | null, clients: readonly MailClient[]): Check[] {
  if (!rendered) return [];
  const isEmpty = rendered.stumbles.some(({ what }) => what === 'empty');
  const problems = rendered.problems.map(
    ({ blockId, message, line }): Check => ({ level: 'error', message, why: '', blockId, place: 'block', find: '', line }),
  );
  const stumbles = isEmpty ? [] : rendered.stumbles;
  const found = stumbles.flatMap((stumble): Check[] => {
    const meant = stumble.clients.filter((client) => clients.includes(client));
    if (stumble.what === 'too-large' || (stumble.clients.length > 0 && meant.length === 0)) return [];
    const { level, text, why } = checkWords({ ...stumble, clients: meant });
    const { what, blockId, place, find } = stumble;
    return [{ what, level, message: text, why, blockId, place, find }];
  });
  return [...problems, ...found].toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}
