import type { Reading, Target } from '#shared/rpc/imports.ts';
import type { ParsedPerson } from '../ports.ts';

/** A file and the whole account of what has to become of it. */
export type CorpusCase = {
  name: string;
  bytes: Buffer | (() => Promise<Buffer>);
  /** What is not named is UTF-8 text with commas and a header. */
  as?: Partial<Reading>;
  /** Corrections that a person makes before it is imported. */
  corrected?: Partial<Reading>;
  choices?: { correctTypos?: boolean; roles?: 'take' | 'reject' };
  /** What the columns become, where that is the point. */
  columns?: (Target['to'] | `${string}:${string}`)[];
  tool?: string;
  notes?: RegExp;
  rows: number;
  taken: number;
  rejected?: [line: number, reason: RegExp][];
  suppressed?: Partial<Record<NonNullable<ParsedPerson['suppress']>, number>>;
  pending?: number;
  repeats?: number;
  typos?: number;
  roles?: number;
  people?: Record<string, Partial<ParsedPerson>>;
};

/** A file that nobody can be read from, and what is said of it. */
export type RefusedCase = { name: string; bytes: Buffer | (() => Promise<Buffer>); code: string; says: RegExp };
