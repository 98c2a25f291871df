import type { Outcome } from '../ledger/outcome.ts';

export type Envelope = {
  /** Where bounces go: the message's own return path where the transport has an address for it, else the sender. */
  from: string;
  to: string;
  /** By what the message is known again; a relay may give it back as envelope id or tag. */
  mark: string;
};

/** A message that will be handed over after the one at hand, `bytes` long at most. */
export type Ahead = { envelope: Envelope; bytes: number };

/** One open connection of a transport. It carries one message at a time. */
export type Line = {
  /**
   * Never rejects. `raw` is as `compose` makes it: every line ends with CRLF, the last one too, and none begins with
   * a dot. After `unsent`, `uncertain` or `trouble` the line may be closed.
   *
   * `next` may be announced to the server already: its envelope, no octet of it. From then on the line carries that
   * message or none.
   */
  deliver: (envelope: Envelope, raw: Buffer, next?: Ahead) => Promise<Outcome>;
  /** Whether telling it the next message saves time. */
  takesAhead: () => boolean;
  /** The mark of the message that was announced and not handed over yet. */
  announced: () => string | null;
  isOpen: () => boolean;
  /** Gives up the connection at once; a message in the air gets its outcome as after any lost connection. */
  close: () => void;
};

/**
 * Why no line could be opened: `auth` and `setup` need a person, `unreachable` may pass by itself.
 * `words` is for the person, with the server's own reply in it where there is one.
 */
export type NoLine = { line: null; why: 'auth' | 'setup' | 'unreachable' | 'slow-down'; words: string };
export type Opened = { line: Line } | NoLine;
