import { createHash, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { ActiveKey } from './signing.ts';
import { ALGORITHM } from './signing-key.ts';

/** Makes the DKIM-Signature of a message from its header and the hash of its body: a whole header line. */
export type Sign = (message: { head: string; bodyHash: string; now: number }) => Promise<string>;

/** What may not be changed on the way. List-Unsubscribe-Post is worth nothing to a mailbox provider unless it is signed. */
const COVERED = [
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'reply-to',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'list-id',
  'feedback-id',
];

/** Amazon SES puts its own in the place of these, by whichever way a message comes. */
const REPLACED = new Set(['date', 'message-id']);

const signAsync = promisify(sign);

/** Signs off the main thread: at half a millisecond each, signatures would be most of the work of a message. */
export function createSign(key: ActiveKey, { replaced = false } = {}): Sign {
  const names = COVERED.filter((name) => !replaced || !REPLACED.has(name));
  return async ({ head, bodyHash, now }) => {
    const lines = new Map(fieldsOf(head));
    const present = names.filter((name) => lines.has(name));
    // From once more than there is one, so that nobody can add another.
    const signed = ['from', ...present];
    const open =
      `DKIM-Signature: v=1; a=${ALGORITHM}; c=relaxed/relaxed; d=${key.domain};\r\n` +
      ` s=${key.selector}; t=${Math.floor(now / 1000)};\r\n` +
      ` h=${folded(signed)};\r\n bh=${bodyHash};\r\n b=`;
    const covered = present.map((name) => `${lines.get(name)}\r\n`).join('') + relaxedField(open)[1];
    const signature = await signAsync('sha256', Buffer.from(covered), key.privateKey);
    return `${open}${(signature.toString('base64').match(/.{1,74}/g) ?? []).join('\r\n ')}\r\n`;
  };
}

/** The hash of a body in relaxed form, from its pieces as `relaxed` makes them. */
export function hashBody(pieces: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('base64');
}

/** A piece of a body as relaxed canonicalisation wants it: runs of blanks are one, and none ends a line. */
export function relaxed(piece: Buffer): Buffer {
  const text = piece.toString('latin1');
  if (!/[ \t]{2}|\t|[ \t]\r/.test(text)) return piece;
  return Buffer.from(text.replace(/[ \t]+/g, ' ').replace(/ (?=\r\n)/g, ''), 'latin1');
}

/** The same of a body's last piece: empty lines at its end do not count. */
export function relaxedEnd(piece: Buffer): Buffer {
  const body = relaxed(piece);
  let end = body.length;
  while (end >= 4 && body[end - 3] === 0x0a) end -= 2;
  return end === 2 ? body.subarray(0, 0) : body.subarray(0, end);
}

function* fieldsOf(head: string): Generator<[name: string, line: string]> {
  for (const field of head.split(/\r\n(?![ \t])/)) if (field !== '') yield relaxedField(field);
}

function relaxedField(field: string): [name: string, line: string] {
  const colon = field.indexOf(':');
  const name = field.slice(0, colon).trim().toLowerCase();
  return [
    name,
    `${name}:${field
      .slice(colon + 1)
      .replace(/[ \t\r\n]+/g, ' ')
      .trim()}`,
  ];
}

function folded(names: readonly string[]): string {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length < 68) lines[lines.length - 1] = `${last}:${name}`;
    else lines.push(name);
  }
  return lines.join(':\r\n ');
}
