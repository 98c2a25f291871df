import type { Document } from '#shared/content/document.ts';
import { sourceIn } from '#shared/content/source.ts';
import { leavesIn } from '#shared/content/walk.ts';
import { liquidProblem } from './liquid.ts';
import { quickFill } from './quick-fill.ts';

export type Problem = { blockId: string | null; message: string; line?: number | undefined };

type Sources = { subject: string; preheader: string; html: string; text: string };

/** Merge tags that cannot be read, each with the block that holds it where that can be told. */
export function tagProblems(document: Document, { subject, preheader, html, text }: Sources): Problem[] {
  const problems: Problem[] = [];
  const add = (where: string, wrong: string | null, blockId: string | null = null) => {
    if (wrong) problems.push({ blockId, message: `A merge tag in the ${where} cannot be read: ${wrong}` });
  };
  add('subject', liquidProblem(subject));
  add('preheader', liquidProblem(preheader));
  const envelopeIsWrong = problems.length > 0;
  const problemOf = (source: string) => (isPlain(source) ? null : liquidProblem(source));
  const wrong = problemOf(html);
  const blockId = wrong ? blockWith(document, (value) => liquidProblem(value) !== null) : null;
  // A page made of blocks repeats subject and preheader: a fault that is in no block is theirs, and told already.
  // What is written as source says its faults itself, with their line.
  if (document.kind !== 'blocks' && liquidProblem(sourceIn(document))) return problems;
  if (wrong && (blockId || !envelopeIsWrong || document.kind !== 'blocks')) add('design', wrong, blockId);
  // The text part is made of the same words: the same fault is told once.
  if (!wrong) add('text part', problemOf(text));
  return problems;
}

/** In letters; about what is longer than Liquid reads, Liquid is asked. */
const LONGEST = 1_000_000;

/** Whether a text has no other merge tags than nearly every message has, in which nothing can be wrong. */
const isPlain = (source: string): boolean => source.length < LONGEST && quickFill(source, { asHtml: false }) !== null;

export const imageProblems = (document: Document, missing: readonly string[]): Problem[] =>
  missing.map((id) => ({
    blockId: blockWith(document, (value) => value.includes(`media:${id}`)),
    message: 'An image is no longer in the library.',
  }));

function blockWith(document: Document, is: (value: string) => boolean): string | null {
  if (document.kind !== 'blocks') return null;
  return leavesIn(document.blocks).find((leaf) => strings(leaf.props).some(is))?.id ?? null;
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
