import type { Socket } from 'node:net';
import { isAscii } from '../address.ts';
import { classifyReply, type Outcome, type Stage, wordsOnly } from '../ledger/outcome.ts';
import type { Ahead, Envelope, Line } from '../loop/line.ts';
import { type Reply, readReplies } from './smtp-replies.ts';

/** What a server said to EHLO that matters for messages (RFC 2920, 6531, 3461, 1870). */
export type Offers = {
  pipelining: boolean;
  smtputf8: boolean;
  dsn: boolean;
  size: boolean;
  /** Octets of the largest message it takes; null where it does not say. */
  largest: number | null;
};

export const readOffers = (ehlo: string): Offers => {
  const offers = (word: string) => new RegExp(`^250[ -]${word}\\b`, 'im').test(ehlo);
  const largest = Number(/^250[ -]SIZE[ =](\d+)/im.exec(ehlo)?.[1] ?? 0);
  return {
    pipelining: offers('PIPELINING'),
    smtputf8: offers('SMTPUTF8'),
    dsn: offers('DSN'),
    size: offers('SIZE'),
    largest: largest > 0 ? largest : null,
  };
};

type Refused = { stage: Stage; reply: string };
/** Null when the server waits for the body. */
type Granted = Refused | { lost: string } | null;
/** An envelope that was said to the server, and what is said about its message from then on. */
type Announced = { mark: string; ahead: boolean; dialogue: string[]; granted: Promise<Granted> };

const LONGEST_LINE = 500;
const MOST_LINES = 40;
const END = Buffer.from('.\r\n');
/** How long an idle connection may take to say goodbye. */
const GOODBYE_MS = 1_000;

/**
 * Carries messages over a connection that is greeted, encrypted and logged in. The library that opens connections would
 * wait for the answer to each message before it names the next recipient. Where the server offers PIPELINING, RFC 2920
 * §3.1 lets the next envelope leave behind the body, so that a message costs one round trip and not two.
 */
export function smtpSession(
  socket: Socket,
  { offers, host, answerMs, resetMs }: { offers: Offers; host: string; answerMs: number; resetMs: number },
): Line {
  const replies = readReplies(socket, { silenceMs: answerMs });
  let announced: Announced | null = null;
  let aheadWorks = offers.pipelining;
  let busy = false;
  let closed = false;

  const note = ({ dialogue }: { dialogue: string[] }, line: string) => {
    if (dialogue.length < MOST_LINES) dialogue.push(line.slice(0, LONGEST_LINE));
  };
  const answer = async (about: { dialogue: string[] }): Promise<Reply> => {
    const reply = await replies.next();
    if (reply.is === 'reply') for (const line of reply.text.split('\n')) note(about, `S: ${line}`);
    return reply;
  };
  const say = (about: { dialogue: string[] }, commands: readonly string[]): Promise<Reply>[] => {
    for (const command of commands) note(about, `C: ${command}`);
    if (replies.isOpen()) socket.write(`${commands.join('\r\n')}\r\n`);
    return commands.map(() => answer(about));
  };

  function announce({ envelope, bytes }: Ahead, ahead: boolean): Announced {
    const about = { mark: envelope.mark, ahead, dialogue: [] as string[] };
    const commands = [mailFrom(envelope, bytes, offers), `RCPT TO:<${envelope.to}>`, 'DATA'];
    return { ...about, granted: offers.pipelining ? asked(about, say(about, commands)) : askedInTurn(about, commands) };
  }

  /** All three were said at once; some servers want a body although they refused the recipient. */
  async function asked(about: { dialogue: string[] }, answers: Promise<Reply>[]): Promise<Granted> {
    const [mail, rcpt, data] = (await Promise.all(answers)) as [Reply, Reply, Reply];
    const wantsBody = data.is === 'reply' && /^[23]/.test(data.text);
    const refused = refusal('mail', mail) ?? refusal('rcpt', rcpt);
    if (!refused) return refusal('data', data);
    if (wantsBody && 'stage' in refused) {
      // An empty message that has nobody to go to ends it. Who refused the sender can not be trusted with even that.
      if (refused.stage === 'mail') replies.end('the server answered out of turn.');
      else await Promise.all(say(about, ['.']));
    }
    return refused;
  }

  async function askedInTurn(about: { dialogue: string[] }, commands: readonly string[]): Promise<Granted> {
    for (const [index, stage] of (['mail', 'rcpt', 'data'] as const).entries()) {
      const [reply] = say(about, [commands[index] ?? '']);
      const refused = refusal(stage, await (reply as Promise<Reply>));
      if (refused) return refused;
    }
    return null;
  }

  /** The server still holds an envelope that it refused; without this it would refuse the next one as nested. */
  async function reset(about: { dialogue: string[] }): Promise<void> {
    if (!replies.isOpen()) return;
    const patience = setTimeout(() => replies.end('no answer came in time.'), resetMs);
    const [reply] = await Promise.all(say(about, ['RSET']));
    clearTimeout(patience);
    if (reply?.is === 'reply' && !reply.text.startsWith('2')) replies.end('the server would not begin anew.');
  }

  async function admit(letter: Ahead): Promise<{ about: Announced; granted: Granted }> {
    let about = announced?.mark === letter.envelope.mark ? announced : announce(letter, false);
    announced = null;
    let granted = await about.granted;
    if (about.ahead && granted && 'stage' in granted && granted.stage !== 'rcpt') {
      // A server may not like to be told ahead, and that says nothing about the message.
      aheadWorks = false;
      await reset(about);
      about = announce(letter, false);
      granted = await about.granted;
    }
    return { about, granted };
  }

  /** What stands in the way of a message before a word of it is said. */
  function impossible({ envelope, bytes }: Ahead): Outcome | null {
    const odd = [envelope.from, envelope.to].find(
      (address, index) => UNSPEAKABLE.test(address) || (index === 1 && address === ''),
    );
    if (odd !== undefined)
      return { is: 'refused', reason: 'other', ...wordsOnly(`${JSON.stringify(odd)} is no address to send to.`) };
    if (offers.largest !== null && bytes > offers.largest) {
      const words = `${host} takes messages of up to ${offers.largest} bytes; this one has ${bytes}.`;
      return { is: 'trouble', with: 'sender', ...wordsOnly(words) };
    }
    return offers.smtputf8 ? null : needsUtf8(envelope, host);
  }

  async function deliver(envelope: Envelope, raw: Buffer, next: Ahead | undefined): Promise<Outcome> {
    const letter = { envelope, bytes: raw.length };
    const no = impossible(letter);
    if (no) return no;
    const { about, granted } = await admit(letter);
    const outcome = granted === null ? await hand(about, raw, next) : await turnedDown(about, granted);
    return outcome.is === 'accepted' ? outcome : { ...outcome, dialogue: about.dialogue };
  }

  async function turnedDown(about: Announced, granted: NonNullable<Granted>): Promise<Outcome> {
    if ('lost' in granted) return { is: 'unsent', ...wordsOnly(granted.lost) };
    await reset(about);
    return classifyReply(granted);
  }

  /** Lines of a composed message end with CRLF and none begins with a dot, so it leaves as it is. */
  async function hand(about: Announced, raw: Buffer, next: Ahead | undefined): Promise<Outcome> {
    if (!replies.isOpen()) return { is: 'unsent', ...wordsOnly('the server closed the connection.') };
    note(about, `C: (the message, ${raw.length} bytes)`);
    socket.cork();
    socket.write(raw);
    socket.write(END);
    const answered = answer(about);
    if (next && aheadWorks && !impossible(next)) announced = announce(next, true);
    socket.uncork();
    const reply = await answered;
    if (reply.is === 'lost')
      return { is: 'uncertain', ...wordsOnly(`No answer came after the message was handed over: ${reply.words}`) };
    return refusedOr(reply.text);
  }

  function refusedOr(text: string): Outcome {
    if (/^[45]/.test(text)) return classifyReply({ stage: 'body', reply: text });
    if (text.startsWith('2')) return accepted(text);
    replies.end('the server answered out of turn.');
    return { is: 'uncertain', ...wordsOnly(`The answer to the message says neither yes nor no: ${text}`) };
  }

  return {
    isOpen: () => !closed && replies.isOpen(),
    announced: () => announced?.mark ?? null,
    takesAhead: () => aheadWorks && replies.isOpen(),
    close: () => {
      const goodbye = !closed && !busy && !announced && replies.isOpen();
      closed = true;
      if (!goodbye) return replies.end('The connection was closed.');
      void Promise.all(say({ dialogue: [] }, ['QUIT'])).then(() => replies.end('The connection was closed.'));
      setTimeout(() => replies.end('The connection was closed.'), GOODBYE_MS).unref();
    },
    deliver: async (envelope, raw, next) => {
      busy = true;
      const outcome = await deliver(envelope, raw, next);
      busy = false;
      return outcome;
    },
  };
}

const UNSPEAKABLE = /[\r\n<>]/;

/** Anything but a refusal, such as a stray 250, is lost: it says nothing about this message. */
function refusal(stage: Stage, reply: Reply): Granted {
  if (reply.is === 'lost') return { lost: reply.words };
  if (/^[45]\d\d/.test(reply.text)) return { stage, reply: reply.text };
  const meant = stage === 'data' ? /^[23]/ : /^2/;
  return meant.test(reply.text) ? null : { lost: `the server answered out of turn: ${reply.text}` };
}

function mailFrom(envelope: Envelope, bytes: number, offers: Offers): string {
  const utf8 = !isAscii(envelope.from) || !isAscii(envelope.to);
  return [
    `MAIL FROM:<${envelope.from}>`,
    ...(utf8 && offers.smtputf8 ? ['SMTPUTF8'] : []),
    ...(offers.size ? [`SIZE=${bytes}`] : []),
    // A bounce then names the message by its mark.
    ...(offers.dsn ? [`ENVID=${xtext(envelope.mark)}`] : []),
  ].join(' ');
}

/** RFC 3461 §4 */
const xtext = (text: string): string =>
  text.replace(/[^!-*,-<>-~]/g, (letter) => `+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** An address that only SMTPUTF8 can name must not be said to a server without it: it would be garbled or misread. */
function needsUtf8({ from, to }: Envelope, host: string): Outcome | null {
  const words = (whose: string) =>
    wordsOnly(`${host} cannot deal with letters beyond a–z before the @ (it does not offer SMTPUTF8), and ${whose} has some.`);
  if (!isAscii(from)) return { is: 'trouble', with: 'sender', ...words(`the sender’s address ${from}`) };
  return isAscii(to) ? null : { is: 'refused', reason: 'other', ...words('this address') };
}

function accepted(response: string): Outcome {
  const enhancedCode = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? null;
  return { is: 'accepted', code: Number(response.slice(0, 3)) || null, enhancedCode, reply: response.trim().slice(0, 500) };
}
