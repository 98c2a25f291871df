/** What became of one attempt. `reply` is the server's own words, or ours where there was no server to speak. */
export type Outcome = { reply: string; code: number | null; enhancedCode: string | null } & (
  | { is: 'accepted' }
  /** Never to be tried again; `bounced` when the address itself is the reason. */
  | { is: 'refused'; reason: 'bounced' | 'content' | 'policy' | 'mailbox' | 'other' }
  /** To be tried later; `slowDown` when the server means us rather than this message. */
  | { is: 'deferred'; slowDown: boolean }
  /** Nothing of the message left, and nothing is wrong with it: the connection was lost before. */
  | { is: 'unsent' }
  /** The message began to leave and no answer came. It may have arrived. */
  | { is: 'uncertain' }
  /** Nobody would get through: `sender` holds up one send, the others every send of the transport. */
  | { is: 'trouble'; with: Trouble }
);

type Trouble = 'auth' | 'quota' | 'sender';

export type Stage = 'mail' | 'rcpt' | 'data' | 'body';

/** Reads an SMTP server's negative reply. The code decides; words only where servers misuse codes. */
export function classifyReply(answer: { stage: Stage; reply: string }): Outcome {
  const { stage } = answer;
  const reply = tidy(answer.reply);
  const code = Number(/^\d{3}/.exec(reply)?.[0] ?? 0);
  const enhancedCode = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? null;
  const facts = { reply, code: code || null, enhancedCode };

  if (OUT_OF_QUOTA.test(reply) || enhancedCode === '5.4.5') return { ...facts, is: 'trouble', with: 'quota' };
  if (code === 530 || code === 534 || code === 535 || code === 538) return { ...facts, is: 'trouble', with: 'auth' };
  if (code < 500) return { ...facts, is: 'deferred', slowDown: code === 421 || stage === 'mail' || TOO_FAST.test(reply) };
  if (stage === 'mail') return { ...facts, is: 'trouble', with: 'sender' };
  if (stage === 'rcpt') return { ...facts, is: 'refused', reason: reasonAtRecipient(code, enhancedCode, reply) };
  return { ...facts, is: 'refused', reason: enhancedCode?.startsWith('5.7.') ? 'policy' : 'content' };
}

function reasonAtRecipient(code: number, enhancedCode: string | null, reply: string): 'bounced' | 'policy' | 'mailbox' | 'other' {
  if (enhancedCode) {
    // 5.1.7 and 5.1.8 are about the sender's address; 5.2.1 is a mailbox that was switched off.
    if (/^5\.1\.(?![78]$)/.test(enhancedCode) || enhancedCode === '5.2.1') return 'bounced';
    if (enhancedCode.startsWith('5.2.')) return 'mailbox';
    if (enhancedCode.startsWith('5.7.')) return 'policy';
  }
  const addressCode = code === 550 || code === 551 || code === 553;
  return addressCode && NO_SUCH_PERSON.test(reply) && !POLICY.test(reply) ? 'bounced' : 'other';
}

const NO_SUCH_PERSON =
  /no such (user|person|recipient|mailbox|address)|(user|recipient|mailbox|address|account)( is| was)? (unknown|not found|does not exist|doesn't exist|disabled|inactive|invalid)|unknown (user|recipient|mailbox|address)|invalid (recipient|mailbox|address|user)|no mailbox|not a valid (recipient|mailbox|user)|unrouteable address|mailbox unavailable/i;
const POLICY = /block|spam|policy|reputation|blacklist|denied|listed|relay/i;
const TOO_FAST = /throttl|\brates?\b|too (many|fast|much)|slow down|connection limit|\b4\.4\.5\b|\b4\.3\.2\b/i;
const OUT_OF_QUOTA =
  /daily (user |message |sending |mail )*(limit|quota)|(sending|message|mail|outgoing) (limit|quota) (is |was |has been )?(exceeded|reached)|exceeded (the |your )?(daily|sending|hourly|maximum number of)|quota exceeded for the day/i;

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
