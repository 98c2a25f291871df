/** What delivery asks of the list of addresses that are never mailed again; contacts implement it. */
export type Suppressions = {
  isSuppressed: (emailKey: string) => boolean;
  /** Whether a contact got so many messages lately that this one, which waited, is left out. */
  mailedEnough?: (message: { sendId: number | null; contactId: number; createdAt: number }) => boolean;
  /** Runs inside the transaction that settles the message. `evidence` is the server's own words. */
  suppress: (suppression: {
    email: string;
    reason: 'bounced' | 'complained';
    evidence: string;
    /** The message that it rests on. */
    messageId: number;
    now: number;
  }) => void;
};
