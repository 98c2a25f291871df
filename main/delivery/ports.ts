/** What delivery asks of the list of addresses that are never mailed again; contacts implement it. */
export type Suppressions = {
  isSuppressed: (emailKey: string) => boolean;
  /** Runs inside the transaction that settles the message. `evidence` is the server's own words. */
  suppress: (suppression: { email: string; reason: 'bounced' | 'complained'; evidence: string; now: number }) => void;
};
