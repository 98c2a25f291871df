/** What delivery asks of the list of addresses that are never mailed again; contacts implement it. */
export type Suppressions = {
  isSuppressed: (emailKey: string) => boolean;
  /** Runs inside the transaction that settles the message. `evidence` is the server's own words. */
  suppress: (suppression: { emailKey: string; email: string; reason: 'bounced'; evidence: string; now: number }) => void;
};
