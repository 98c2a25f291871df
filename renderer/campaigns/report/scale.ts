/** At most three round numbers up to the largest value: where the lines of a chart are drawn. */
export function roundSteps(largest: number): number[] {
  if (largest < 1) return [];
  const rough = largest / 3;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude);
  const steps: number[] = [];
  for (let value = step; value <= largest; value += step) steps.push(value);
  return steps;
}

/** A time on an axis: the hour within a day, else the day. */
export function axisLabel(at: number, span: number): string {
  const options: Intl.DateTimeFormatOptions =
    span < 36 * 3600_000 ? { hour: '2-digit', minute: '2-digit', hour12: false } : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat('en-GB', options).format(at);
}
