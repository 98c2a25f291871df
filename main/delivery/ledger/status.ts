import { codeRules, wordRules } from './status-rules.ts';

/**
 * What a refusal is about. `address`: nobody is there, the only kind after which an address is never mailed again;
 * `mailbox`: somebody is, but takes nothing at the moment; `content`: this very message; `sender`: the address it comes
 * from; `policy`: who we are or what we did; `quota` and `authentication`: our own account; `transient`: the way there.
 */
export type StatusKind =
  | 'address'
  | 'mailbox'
  | 'content'
  | 'sender'
  | 'policy'
  | 'quota'
  | 'authentication'
  | 'transient'
  | 'other';

/** `permanent`: sending the same message again is in vain. */
export type Status = { kind: StatusKind; permanent: boolean };

/**
 * Sorts what a server said no with, whether it said it to us or in a bounce that came back later. `words` may hold the
 * codes as well (`550 5.1.1 …`, `… said: 550-5.1.1 …`, `(#5.1.1)`), so each of the codes may be missing.
 */
export function classifyStatus(said: { code?: number | null; enhancedCode?: string | null; words: string }): Status {
  const { words } = said;
  const enhanced = said.enhancedCode ?? enhancedCodeIn(words);
  const code = said.code ?? codeIn(words);
  const digit = enhanced ? Number(enhanced[0]) : Math.trunc((code ?? 0) / 100);
  if (code !== null && OF_LOGIN.has(code)) return { kind: 'authentication', permanent: true };
  const known = byWords(words, enhanced, digit);
  const kind = known?.kind ?? byCode(enhanced, digit);
  // Without any code somebody only tells that it failed; where nobody is, trying again is in vain.
  const permanent = digit === 0 ? kind === 'address' : digit === 5;
  return { kind, permanent: permanent && !known?.passing };
}

const OF_LOGIN: ReadonlySet<number> = new Set([530, 534, 535, 538]);

function byWords(words: string, enhanced: string | null, digit: number): { kind: StatusKind; passing?: true } | null {
  const all = enhanced === null || words.includes(enhanced) ? words : `${enhanced} ${words}`;
  const told = wordRules.find((rule) => rule.words.test(all));
  if (!told?.general || enhanced === null || (told.passing && digit === 4)) return told ?? null;
  const kind = byDetail(enhanced);
  return kind === undefined || kind === 'other' ? told : { kind };
}

const byDetail = (enhanced: string): StatusKind | undefined => {
  const [, subject, detail] = enhanced.split('.');
  return codeRules[`${subject}.${detail}`] ?? codeRules[subject ?? ''];
};

function byCode(enhanced: string | null, digit: number): StatusKind {
  const kind = enhanced === null ? undefined : byDetail(enhanced);
  if (digit !== 4) return kind ?? 'other';
  // 4.4.5 is a congested system and 4.4.4 a route that is not there yet, where 5.4.5 is a used-up day and 5.4.4 no such domain.
  return kind === undefined || kind === 'other' || enhanced?.startsWith('4.4.') ? 'transient' : kind;
}

const enhancedCodeIn = (words: string): string | null =>
  /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(words)?.[1] ?? null;
const codeIn = (words: string): number | null => Number(/(?:^|said: |[\s(<])([45]\d\d)[ -]/.exec(words)?.[1]) || null;

/** How the ledger and evidence name a refusal of a kind. */
export const refusalReason = (kind: StatusKind): 'bounced' | 'mailbox' | 'content' | 'policy' | 'other' => reasons[kind];

const reasons = {
  address: 'bounced',
  mailbox: 'mailbox',
  content: 'content',
  sender: 'policy',
  policy: 'policy',
  quota: 'other',
  authentication: 'other',
  transient: 'other',
  other: 'other',
} as const;
