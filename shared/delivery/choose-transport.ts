type Account = { id: number | string; fromAddresses: readonly string[]; isDefault: boolean };

/** Who decided: the campaign, its brand, the account's own senders, or nobody, so that it is the usual one. */
export type ChosenBy = 'campaign' | 'brand' | 'sender' | 'usual';
export type Choice<Found> = { transport: Found; by: ChosenBy; maySend: boolean };

/**
 * The account that a message leaves through: what its campaign names, else what its brand names, else the one that
 * sends for just this address, then for its domain, else the usual one. An account that is gone is named by nobody.
 * `maySend` is whether the account's own list of senders allows this one.
 */
export function chooseTransport<Found extends Account>(wish: {
  transports: readonly Found[];
  campaign: Found['id'] | null;
  brand: Found['id'] | null;
  from: string;
}): Choice<Found> | null {
  const { transports, campaign, brand, from } = wish;
  const named = (id: Found['id'] | null) => (id === null ? undefined : transports.find((transport) => transport.id === id));
  // Of several that fit alike the usual one, for that is where the person would look.
  const usualFirst = [...transports].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const bySender = (fits: (entry: string) => boolean) =>
    usualFirst.find((transport) => transport.fromAddresses.map(senderKey).some(fits));
  const address = senderKey(from);
  const domain = address.slice(address.lastIndexOf('@'));
  const candidates: [ChosenBy, Found | undefined][] = [
    ['campaign', named(campaign)],
    ['brand', named(brand)],
    ['sender', from === '' ? undefined : (bySender((entry) => entry === address) ?? bySender((entry) => entry === domain))],
    ['usual', usualFirst[0]],
  ];
  for (const [by, transport] of candidates) {
    if (transport) return { transport, by, maySend: from === '' || maySendFor(transport, from) };
  }
  return null;
}

/** Whether an account's list of senders allows an address: the address itself, its `@domain`, or no list at all. */
export function maySendFor({ fromAddresses }: Pick<Account, 'fromAddresses'>, from: string): boolean {
  const address = senderKey(from);
  const domain = address.slice(address.lastIndexOf('@'));
  return fromAddresses.length === 0 || fromAddresses.map(senderKey).some((entry) => entry === address || entry === domain);
}

/** Capitals, and the two ways to write a domain with other than Latin letters, make no difference. */
function senderKey(address: string): string {
  const lower = address.trim().normalize('NFC').toLowerCase();
  const at = lower.lastIndexOf('@');
  const host = `http://${lower.slice(at + 1)}`;
  return URL.canParse(host) ? `${lower.slice(0, at)}@${new URL(host).hostname}` : lower;
}
