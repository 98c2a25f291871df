const DAY = 86_400_000;

/** About how long a send takes by the limits of its transport; null where it has none that would tell. */
export function msToSend(facts: {
  recipients: number;
  perSecond: number | null;
  perDay: number | null;
  sentToday: number;
}): number | null {
  const { recipients, perSecond, perDay, sentToday } = facts;
  if (recipients === 0) return 0;
  if (perDay !== null) {
    const leftToday = Math.max(perDay - sentToday, 0);
    if (recipients > leftToday) return Math.ceil((recipients - leftToday) / perDay) * DAY;
  }
  return perSecond === null ? null : Math.ceil((recipients / perSecond) * 1000);
}
