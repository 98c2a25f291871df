import type { Transport } from '#shared/rpc/transports.ts';
import type { TransportKind } from '#shared/schema/words.ts';
import { number } from '../../ui/format.ts';

export const kindWords: Record<TransportKind, string> = { smtp: 'SMTP', ses: 'Amazon SES', inbox: 'Test inbox' };

/** Where an account leads. */
export function leadsTo({ kind, settings }: Transport): string {
  if (kind === 'inbox') return 'stays on this computer';
  if ('host' in settings) return `${settings.host}:${settings.port}${settings.user ? ` as ${settings.user}` : ''}`;
  return 'region' in settings ? settings.region : '';
}

/** `2 a second, 2,000 a day, 5 connections` */
export function paceInWords({ perSecond, perDay, connections }: Transport): string {
  const parts = [
    perSecond === null ? null : `${perSecond} a second`,
    perDay === null ? null : `${number(perDay)} a day`,
    connections === 1 ? '1 connection' : `${number(connections)} connections`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
