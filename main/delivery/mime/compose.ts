import { randomBytes } from 'node:crypto';
import { isAscii } from '../address.ts';
import type { Envelope } from '../loop/line.ts';
import { hashBody, relaxed, relaxedEnd, type Sign } from '../signing/signing-signature.ts';
import { addressHeader, headerAddress, parameter, structuredHeader, textHeader } from './headers.ts';
import type { Letter } from './letter.ts';
import { createLineEncoder, roomFor } from './quoted-printable.ts';

export type Composed = {
  envelope: Envelope;
  /** Comes later where the message is signed, which happens off the main thread. */
  raw: Buffer | Promise<Buffer>;
  /** At most: a signature is not there yet. */
  bytes: number;
};
type Attachment = NonNullable<Letter['attachments']>[number];
type Facts = {
  to: string;
  messageId: string;
  mark: string;
  /** Where bounces of this very message go; null for the sender's own address. */
  returnPath: string | null;
  sign: Sign | null;
  now: number;
};
export type Compose = (letter: Letter, facts: Facts) => Composed;

const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;
/** Of these there is one each, and it is ours. */
const OURS = new Set(['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'reply-to', 'sender', 'cc', 'bcc']);

/** Left free in front of each message: a signature has to be first, and is known last. */
const HEADROOM = 2048;
const LARGE = 2_000_000;

let scratch = Buffer.allocUnsafe(256 * 1024);

/**
 * Turns letters into MIME: text and HTML as alternatives, the HTML with its inline images, and files beside them. One
 * composer per send keeps what is the same in all of its messages: the sender, an unchanging subject, encoded files.
 */
export function createComposer(): Compose {
  const mark = randomBytes(12).toString('hex');
  // `=_` cannot occur in quoted-printable or base64, so no body can hold a boundary.
  const boundaries = { alternative: `=_a${mark}`, related: `=_r${mark}`, mixed: `=_m${mark}` };
  const from = lastOf((value: Letter['from']) => addressHeader('From', value));
  const replyTo = lastOf((value: string) => (value ? addressHeader('Reply-To', { name: '', email: value }) : ''));
  const subject = lastOf((value: string) => textHeader('Subject', value));
  const sender = lastOf(headerAddress);
  const writeText = createLineEncoder();
  const writeHtml = createLineEncoder();
  const image = onceFor((inline: Letter['inline'][number]) => imagePart(inline, boundaries.related));
  const file = onceFor((attached: Attachment) => filePart(attached, boundaries.mixed));
  const openText = `--${boundaries.alternative}\r\n${textPart('plain')}\r\n`;
  const openHtml = `--${boundaries.alternative}\r\n${textPart('html')}\r\n`;
  const related = `Content-Type: multipart/related; type="text/html";\r\n boundary="${boundaries.related}"\r\n`;
  const openRelated = `--${boundaries.alternative}\r\n${related}\r\n--${boundaries.related}\r\n${textPart('html')}\r\n`;
  const alternative = `Content-Type: multipart/alternative;\r\n boundary="${boundaries.alternative}"\r\n`;
  const mixed = `Content-Type: multipart/mixed;\r\n boundary="${boundaries.mixed}"\r\n`;

  return (letter, facts) => {
    const to = headerAddress(facts.to);
    const attachments = letter.attachments ?? [];
    const words = letter.html ? alternative : textPart('plain');
    const head =
      from(letter.from) +
      `To: ${to}\r\n` +
      replyTo(letter.replyTo) +
      subject(letter.subject) +
      `Date: ${rfcDate(facts.now)}\r\nMessage-ID: ${facts.messageId}\r\n` +
      letter.headers.map(furtherHeader).join('') +
      'MIME-Version: 1.0\r\n' +
      (attachments.length > 0 ? mixed : words);
    const images = letter.html ? letter.inline.map(image) : [];
    const files = attachments.map(file);
    const target = roomToWrite(letter, head, [...images, ...files]);

    let at = HEADROOM + target.write(`${head}\r\n`, HEADROOM, 'utf8');
    const pieces: Buffer[] = [];
    let hashed = at;
    const add = (text: string) => {
      at += target.write(text, at, 'latin1');
    };
    /** Files may be large, and are the same every time: what they are hashed as is known. */
    const addPart = (part: Part) => {
      if (facts.sign) pieces.push(relaxed(target.subarray(hashed, at)), part.relaxed);
      at += part.raw.copy(target, at);
      hashed = at;
    };

    if (files.length > 0) add(`--${boundaries.mixed}\r\n${words}\r\n`);
    if (!letter.html) {
      at = writeText(letter.text, target, at);
    } else {
      add(openText);
      at = writeText(letter.text, target, at);
      add(images.length > 0 ? openRelated : openHtml);
      at = writeHtml(letter.html, target, at);
      for (const part of images) addPart(part);
      if (images.length > 0) add(`--${boundaries.related}--\r\n`);
      add(`--${boundaries.alternative}--\r\n`);
    }
    for (const part of files) addPart(part);
    if (files.length > 0) add(`--${boundaries.mixed}--\r\n`);

    const envelope = { from: sender(letter.from.email), to, mark: facts.mark };
    // Where the sender's name needs a server with SMTPUTF8, the envelope has to tell it so.
    if (facts.returnPath !== null && isAscii(envelope.from)) envelope.from = facts.returnPath;
    const bytes = at - HEADROOM;
    if (!facts.sign) return { envelope, raw: keep(target, HEADROOM, at), bytes };
    pieces.push((pieces.length === 0 ? relaxedEnd : relaxed)(target.subarray(hashed, at)));
    const signature = facts.sign({ head, bodyHash: hashBody(pieces), now: facts.now });
    return { envelope, raw: sealed(keep(target, 0, at), signature), bytes: at };
  };
}

/** Writes the signature in front of the message, into the room that was left for it. */
function sealed(message: Buffer, signature: Promise<string>): Promise<Buffer> {
  const signed = signature.then((line) => {
    const start = HEADROOM - line.length;
    message.write(line, start, 'latin1');
    return message.subarray(start);
  });
  // A message that is written ahead may be given back before anybody waits for it; who does gets the error.
  signed.catch(() => undefined);
  return signed;
}

const textPart = (type: 'plain' | 'html'): string =>
  `Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n`;

function furtherHeader([name, value]: readonly [string, string]): string {
  if (!HEADER_NAME.test(name) || OURS.has(name.toLowerCase())) throw new TypeError(`a letter may not have a header ${name}`);
  return structuredHeader(name, value);
}

/** Where a message is written: in one place for all of the usual size, in one of its own when files make it large. */
function roomToWrite(letter: Letter, head: string, parts: readonly Part[]): Buffer {
  const room =
    HEADROOM +
    head.length * 3 +
    roomFor(letter.html.length * 3) +
    roomFor(letter.text.length * 3) +
    parts.reduce((sum, part) => sum + part.raw.length, 0) +
    2048;
  if (room > LARGE) return Buffer.allocUnsafe(room);
  if (room > scratch.length) scratch = Buffer.allocUnsafe(room);
  return scratch;
}

const keep = (target: Buffer, start: number, end: number): Buffer =>
  target === scratch ? Buffer.from(target.subarray(start, end)) : target.subarray(start, end);

/** Remembers the last result: within one send most parts of a message do not change. */
function lastOf<Value, Result>(make: (value: Value) => Result): (value: Value) => Result {
  let last: { value: Value; result: Result } | undefined;
  return (value) => {
    if (!last || last.value !== value) last = { value, result: make(value) };
    return last.result;
  };
}

/** The same for what a send holds only once: the very object is known again, not what is in it. */
function onceFor<Value extends object, Result>(make: (value: Value) => Result): (value: Value) => Result {
  const known = new WeakMap<Value, Result>();
  return (value) => {
    const made = known.get(value) ?? make(value);
    known.set(value, made);
    return made;
  };
}

/** An encoded file, and how a signature counts it. */
type Part = { raw: Buffer; relaxed: Buffer };

function imagePart(image: Letter['inline'][number], boundary: string): Part {
  const cid = image.cid.replace(/[^\x21-\x7e]|[<>]/g, '').slice(0, 200);
  return part(boundary, image, `Content-ID: <${cid}>\r\nContent-Disposition: inline${parameter('filename', image.fileName)}\r\n`);
}

const filePart = (file: Attachment, boundary: string): Part =>
  part(boundary, file, `Content-Disposition: attachment${parameter('filename', file.fileName)}\r\n`);

function part(boundary: string, file: { type: string; fileName: string; base64: string }, further: string): Part {
  const type = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(file.type) ? file.type : 'application/octet-stream';
  const lines =
    Buffer.from(file.base64, 'base64')
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  const raw = Buffer.from(
    `--${boundary}\r\nContent-Type: ${type}${parameter('name', file.fileName)}\r\nContent-Transfer-Encoding: base64\r\n` +
      `${further}\r\n${lines.join('\r\n')}\r\n`,
    'latin1',
  );
  return { raw, relaxed: relaxed(raw) };
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');
const secondText = lastOf((second: number): string => {
  const date = new Date(second * 1000);
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${DAYS[date.getUTCDay()]}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} +0000`;
});
const rfcDate = (now: number): string => secondText(Math.floor(now / 1000));
