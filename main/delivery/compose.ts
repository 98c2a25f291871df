import { randomBytes } from 'node:crypto';
import { addressHeader, headerAddress, parameter, structuredHeader, textHeader } from './headers.ts';
import type { Letter } from './letter.ts';
import type { Envelope } from './line.ts';
import { roomFor, writeQuotedPrintable } from './quoted-printable.ts';

export type Composed = { envelope: Envelope; raw: Buffer };
export type Compose = (letter: Letter, facts: { to: string; messageId: string; now: number }) => Composed;

const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;
/** Of these there is one each, and it is ours. */
const OURS = new Set(['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'reply-to', 'sender', 'cc', 'bcc']);

let scratch = Buffer.allocUnsafe(256 * 1024);

/**
 * Turns letters into MIME: text and HTML as alternatives, the HTML with its inline images. One composer per send
 * keeps what is the same in all of its messages: the sender, an unchanging subject, encoded images.
 */
export function createComposer(): Compose {
  const mark = randomBytes(12).toString('hex');
  // `=_` cannot occur in quoted-printable or base64, so no body can hold a boundary.
  const boundaries = { alternative: `=_a${mark}`, related: `=_r${mark}` };
  const from = lastOf((value: Letter['from']) => addressHeader('From', value));
  const replyTo = lastOf((value: string) => (value ? addressHeader('Reply-To', { name: '', email: value }) : ''));
  const subject = lastOf((value: string) => textHeader('Subject', value));
  const sender = lastOf(headerAddress);
  const image = lastImages(boundaries.related);
  const openText = `--${boundaries.alternative}\r\n${textPart('plain')}`;
  const openHtml = `--${boundaries.alternative}\r\n${textPart('html')}`;
  const openRelated =
    `--${boundaries.alternative}\r\nContent-Type: multipart/related; type="text/html";\r\n boundary="${boundaries.related}"\r\n\r\n` +
    `--${boundaries.related}\r\n${textPart('html')}`;
  const multipart = `Content-Type: multipart/alternative;\r\n boundary="${boundaries.alternative}"\r\n\r\n`;

  return (letter, facts) => {
    const to = headerAddress(facts.to);
    const head =
      from(letter.from) +
      `To: ${to}\r\n` +
      replyTo(letter.replyTo) +
      subject(letter.subject) +
      `Date: ${rfcDate(facts.now)}\r\nMessage-ID: ${facts.messageId}\r\n` +
      letter.headers.map(furtherHeader).join('') +
      'MIME-Version: 1.0\r\n';
    const images = letter.html ? letter.inline.map(image) : [];
    reserve(letter, head, images);

    let at = scratch.write(head, 0, 'utf8');
    const add = (text: string) => {
      at += scratch.write(text, at, 'latin1');
    };
    const body = (text: string) => {
      at = writeQuotedPrintable(Buffer.from(text, 'utf8'), scratch, at);
    };
    if (!letter.html) {
      add(textPart('plain'));
      body(letter.text);
    } else {
      add(multipart);
      add(openText);
      body(letter.text);
      add(images.length > 0 ? openRelated : openHtml);
      body(letter.html);
      for (const part of images) at += part.copy(scratch, at);
      if (images.length > 0) add(`--${boundaries.related}--\r\n`);
      add(`--${boundaries.alternative}--\r\n`);
    }
    return { envelope: { from: sender(letter.from.email), to }, raw: Buffer.from(scratch.subarray(0, at)) };
  };
}

const textPart = (type: 'plain' | 'html'): string =>
  `Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;

function furtherHeader([name, value]: readonly [string, string]): string {
  if (!HEADER_NAME.test(name) || OURS.has(name.toLowerCase())) throw new TypeError(`a letter may not have a header ${name}`);
  return structuredHeader(name, value);
}

function reserve(letter: Letter, head: string, images: readonly Buffer[]): void {
  const room =
    head.length * 3 +
    roomFor(letter.html.length * 3) +
    roomFor(letter.text.length * 3) +
    images.reduce((sum, image) => sum + image.length, 0) +
    2048;
  if (room > scratch.length) scratch = Buffer.allocUnsafe(room);
}

/** Remembers the last result: within one send most parts of a message do not change. */
function lastOf<Value, Result>(make: (value: Value) => Result): (value: Value) => Result {
  let last: { value: Value; result: Result } | undefined;
  return (value) => {
    if (!last || last.value !== value) last = { value, result: make(value) };
    return last.result;
  };
}

function lastImages(boundary: string): (image: Letter['inline'][number]) => Buffer {
  const known = new Map<string, Buffer>();
  return (image) => {
    const key = `${image.cid} ${image.base64}`;
    const part = known.get(key) ?? imagePart(image, boundary);
    if (!known.has(key)) known.set(key, part);
    return part;
  };
}

function imagePart(image: Letter['inline'][number], boundary: string): Buffer {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(image.type) ? image.type : 'application/octet-stream';
  const cid = image.cid.replace(/[^\x21-\x7e]|[<>]/g, '');
  const lines =
    Buffer.from(image.base64, 'base64')
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  return Buffer.from(
    `--${boundary}\r\nContent-Type: ${type}${parameter('name', image.fileName)}\r\nContent-Transfer-Encoding: base64\r\n` +
      `Content-ID: <${cid}>\r\nContent-Disposition: inline${parameter('filename', image.fileName)}\r\n\r\n${lines.join('\r\n')}\r\n`,
    'latin1',
  );
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
