import type { FieldValues } from '#shared/schema/shapes.ts';

/** Whom a message is for, read when it is claimed. */
export type Recipient = {
  messageId: number;
  /** Null for a message to somebody who is no contact, such as a test. */
  contact: { id: number; publicId: string; email: string; firstName: string; lastName: string; fields: FieldValues } | null;
  email: string;
};

/** One message before it becomes MIME. */
export type Letter = {
  from: { name: string; email: string };
  replyTo: string;
  subject: string;
  html: string;
  text: string;
  /** Further header lines: List-Unsubscribe and the like. Values are folded and encoded later. */
  headers: readonly (readonly [name: string, value: string])[];
  /** Images that the HTML shows by `cid:`. */
  inline: readonly { cid: string; type: string; fileName: string; base64: string }[];
  /** Files beside the message. The same objects for each message of a send, so that each is encoded once. */
  attachments?: readonly { type: string; fileName: string; base64: string }[];
};

/** Fills the holes of one send's content for one recipient. Must be pure and quick: it runs once per message. */
export type WriteLetter = (recipient: Recipient) => Letter;

/**
 * What delivery needs to know from those who cause messages. `forSend` prepares a send's content once;
 * `forContent` the content of a single message (a test, a confirmation).
 */
export type Letters = {
  forSend: (sendId: number) => WriteLetter;
  forContent: (content: unknown) => WriteLetter;
};
