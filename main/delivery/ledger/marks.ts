import { createHmac } from 'node:crypto';
import { sameSecret, signature, token } from '../../base/ids.ts';
import type { Secrets } from '../../base/secrets.ts';
import type { ReadDb } from '../../db/db.ts';
import { domainOf } from '../address.ts';
import { type Marked, markedById } from './messages.report.ts';

/** By what a message is known again when something comes back about it. Nobody else can make one up. */
export type Marks = {
  /**
   * `<id>-<proof>` in small letters, digits and one dash: it survives a server that lowers the case of an address, and
   * is what Amazon SES takes as the value of a tag.
   */
  mark: (messageId: number) => string;
  /** The message that a mark stands for, or null where we did not make it. Upper and lower case are the same. */
  readMark: (mark: string) => number | null;
  /** `<id36.proof@domain>`: the same at every attempt, so that a server that knows it already can tell. */
  messageIdHeader: (message: Marked, fromEmail: string) => string;
  /** The message whose Message-ID this is, with or without its angle brackets; null where we did not make it. */
  readMessageIdHeader: (db: ReadDb, header: string) => number | null;
  /** The envelope's sender that bounces come back to: `bounces+<mark>@hearth.example` (VERP). */
  returnPath: (messageId: number, bounceAddress: string) => string;
  /** The message that a bounce to this address is about, or null. */
  readReturnPath: (address: string) => number | null;
};

const KEY_NAME = 'delivery:message-id';

export function createMarks(secrets: Secrets): Marks {
  const key = keyOf(secrets);
  const proofOf = (id: string) => createHmac('sha256', key).update(`mark:${id}`).digest('hex').slice(0, 20);
  const headerProof = (message: Marked) => signature(key, `${message.id} ${message.createdAt} ${message.emailKey}`);
  const mark = (messageId: number) => `${messageId.toString(36)}-${proofOf(messageId.toString(36))}`;
  const readMark = (text: string) => {
    const [, id, proof] = /^([0-9a-z]{1,10})-([0-9a-f]{20})$/.exec(text.toLowerCase()) ?? [];
    return id && proof && sameSecret(proof, proofOf(id)) ? Number.parseInt(id, 36) : null;
  };
  return {
    mark,
    readMark,
    messageIdHeader: (message, fromEmail) => `<${message.id.toString(36)}.${headerProof(message)}@${domainOf(fromEmail)}>`,
    readMessageIdHeader: (db, header) => {
      const [, id, proof] = /^\s*<?([0-9a-z]{1,10})\.([A-Za-z0-9_-]{22})@[^\s<>]+>?\s*$/.exec(header) ?? [];
      if (!id || !proof) return null;
      const message = markedById(db, Number.parseInt(id, 36));
      return message && sameSecret(proof, headerProof(message)) ? message.id : null;
    },
    returnPath: (messageId, bounceAddress) => {
      const at = bounceAddress.lastIndexOf('@');
      return `${bounceAddress.slice(0, at)}+${mark(messageId)}@${domainOf(bounceAddress)}`;
    },
    readReturnPath: (address) => {
      const [, text] = /\+([^+@]+)@[^@]+$/.exec(address.trim().replace(/^<|>$/g, '')) ?? [];
      return text === undefined ? null : readMark(text);
    },
  };
}

function keyOf(secrets: Secrets): string {
  const known = secrets.get(KEY_NAME);
  if (known) return known;
  const made = token();
  secrets.set(KEY_NAME, made);
  return made;
}
