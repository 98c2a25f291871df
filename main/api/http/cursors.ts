import { z } from 'zod';
import { sameSecret, sha256 } from '../../base/ids.ts';
import { RequestError } from './failure.ts';

const payload = z.tuple([
  z.string(),
  z
    .array(z.union([z.number(), z.string()]))
    .min(1)
    .max(3),
]);
const LONGEST = 400;

/** Where a walk through a collection stands: the sort key of the last row, signed, and good for the same question only. */
export type Position = (number | string)[];

/** A question as cursors name it. */
export const questionOf = (question: unknown): string => sha256(JSON.stringify(question)).slice(0, 16);

export function writeCursor(secret: string, { question, position }: { question: string; position: Position }): string {
  const text = Buffer.from(JSON.stringify([question, position])).toString('base64url');
  return `${text}.${sign(secret, text)}`;
}

/**
 * A hash between two copies of the secret, cut to 128 bits. An HMAC takes ten times as long and is asked for twice with each page;
 * what is at stake is the place of a page that its reader may read anyway.
 */
const sign = (secret: string, text: string): string => sha256(`${secret}\n${text}\n${secret}`).slice(0, 32);

export function readCursor(secret: string, { question, cursor }: { question: string; cursor: string }): Position {
  const [text = '', signed = '', ...rest] = cursor.length > LONGEST ? [] : cursor.split('.');
  if (rest.length > 0 || text === '' || !sameSecret(signed, sign(secret, text))) throw forged();
  const parsed = payload.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) throw forged();
  const [of, position] = parsed.data;
  if (of !== question) throw new RequestError('malformed', 'cursor belongs to another question; begin again without it');
  return position;
}

const forged = () => new RequestError('malformed', 'cursor is not one of ours; begin again without it');
