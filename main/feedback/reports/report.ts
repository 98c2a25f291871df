export type ReportKind = 'bounce' | 'delay' | 'complaint' | 'auto-reply' | 'unsubscribe' | 'reply' | 'unknown';

/** What a mail that came back says, read from the mail alone: who it is about is decided by what it quotes of ours. */
export type Report = {
  kind: ReportKind;
  /** Whom the report is about, as it names them. */
  recipient: string | null;
  /** Of a delivery report: `failed`, `delayed` …, as RFC 3464 has it. */
  action: string | null;
  /** The enhanced status code (RFC 3463). */
  status: string | null;
  /** The other server's own words. */
  diagnostic: string;
  remoteMta: string | null;
  /** Message-IDs that it quotes or answers to, the returned original's first. */
  messageIds: string[];
  /** Addresses that it was delivered to, and return paths that it quotes: where a mark of ours may be. */
  envelopeAddresses: string[];
  /** The envelope ids that it quotes (RFC 3461): where a mark of ours may be as well. */
  envelopeIds: string[];
  /** Of an unsubscribe mail: the token from its subject. */
  token: string | null;
  /** The mail's own Message-ID; empty where it has none. */
  id: string;
  from: string;
  subject: string;
};

/** What a way of reading a delivery report finds out. */
export type Delivery = Pick<Report, 'recipient' | 'action' | 'status' | 'diagnostic' | 'remoteMta'> & {
  kind: 'bounce' | 'delay' | 'unknown';
};
