import { classifyStatus, refusalReason, type StatusKind } from './status.ts';

/** What became of one attempt. `reply` is the server's own words, or ours where there was no server to speak. */
export type Outcome = {
  reply: string;
  code: number | null;
  enhancedCode: string | null;
  /** What was said, a line each; of an attempt that was not plainly accepted. */
  dialogue?: readonly string[];
} & (
  | { is: 'accepted' }
  /** Never to be tried again; `bounced` when the address itself is the reason. */
  | { is: 'refused'; reason: 'bounced' | 'content' | 'policy' | 'mailbox' | 'other' }
  /** To be tried later; `slowDown` when the server means us rather than this message. */
  | { is: 'deferred'; slowDown: boolean }
  /** Nothing of the message left, and nothing is wrong with it: the connection was lost before. */
  | { is: 'unsent' }
  /** The message began to leave and no answer came. It may have arrived. */
  | { is: 'uncertain' }
  /**
   * Nobody would get through: `sender` and `content` hold up one send, the others every send of the transport.
   * `ofMessage` when it was said after the recipient was named: it may be about that one message after all.
   */
  | { is: 'trouble'; with: Trouble; ofMessage?: boolean }
);

export type Trouble = 'auth' | 'quota' | 'policy' | 'sender' | 'content';

export type Stage = 'mail' | 'rcpt' | 'data' | 'body';

/** Reads an SMTP server's negative reply: what it is about says `classifyStatus`, what follows from that the stage. */
export function classifyReply(answer: { stage: Stage; reply: string }): Outcome {
  const { stage } = answer;
  const reply = tidy(answer.reply);
  const code = Number(/^\d{3}/.exec(reply)?.[0] ?? 0) || null;
  const enhancedCode = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? null;
  const facts = { reply, code, enhancedCode };
  const { kind, permanent } = classifyStatus({ code, enhancedCode, words: reply });
  const ofMessage = stage !== 'mail';
  if (kind === 'quota') return { ...facts, is: 'trouble', with: 'quota', ofMessage };
  // The code of the reply decides whether to come back, whatever the enhanced one says, unless the words are plain.
  if ((code ?? 0) < 500 || (!permanent && !enhancedCode?.startsWith('4')))
    return {
      ...facts,
      is: 'deferred',
      slowDown: code === 421 || stage === 'mail' || (kind !== 'mailbox' && TOO_FAST.test(reply)),
    };
  if (kind === 'authentication') return { ...facts, is: 'trouble', with: 'auth', ofMessage };
  if (stage === 'mail') return { ...facts, is: 'trouble', with: kind === 'policy' || kind === 'content' ? kind : 'sender' };
  return { ...facts, is: 'refused', reason: refusalReason(kindAt(stage, kind, enhancedCode)) };
}

/** What cannot be meant where it was said: nobody has read the message before its body, and after it general words are said of messages. */
function kindAt(stage: Stage, kind: StatusKind, enhancedCode: string | null): StatusKind {
  if (stage === 'rcpt' && kind === 'content' && enhancedCode?.startsWith('5.7.')) return 'policy';
  const unsure = kind === 'other' || (kind === 'address' && !enhancedCode?.startsWith('5.1.'));
  return stage === 'body' && unsure ? 'content' : kind;
}

const TOO_FAST =
  /throttl|\brates?\b|too (many|fast|much|quickly)|slow down|connections? limit|concurrent connections|server busy|\b4\.4\.5\b|\b4\.3\.2\b/i;

/** One line, of a length that a person would read. */
export const tidy = (reply: string): string =>
  reply
    .replace(/\r?\n\d{3}[ -](\d\.\d{1,3}\.\d{1,3} )?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);

export const wordsOnly = (reply: string): { reply: string; code: null; enhancedCode: null } => ({
  reply: tidy(reply),
  code: null,
  enhancedCode: null,
});
