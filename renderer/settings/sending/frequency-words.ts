import type { FrequencyCap } from '#shared/rpc/campaigns.ts';
import { plural } from '../../ui/format.ts';

/** How many hours each has. */
export const units = { hours: 1, days: 24, weeks: 168 };
type Unit = keyof typeof units;

export const hoursOf = (value: number, unit: Unit): number => Math.min(24 * 365, Math.max(1, Math.round(value * units[unit])));

/** The largest that it is a whole number of; a day is said as a day. */
export const unitOf = (hours: number): Unit => (hours % 168 === 0 ? 'weeks' : hours % 24 === 0 ? 'days' : 'hours');

/** `1 message in 2 days` */
export function capInWords({ messages, hours }: FrequencyCap): string {
  const unit = unitOf(hours);
  return `${plural(messages, 'message')} in ${plural(hours / units[unit], unit.slice(0, -1))}`;
}
