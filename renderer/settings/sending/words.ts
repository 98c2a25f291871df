import type { Transport, TransportHealth } from '#shared/rpc/transports.ts';
import type { TransportKind } from '#shared/schema/words.ts';
import type { Tone } from '../../ui/Chip.tsx';
import { number, time } from '../../ui/format.ts';

export const kindWords: Record<TransportKind, string> = { smtp: 'SMTP', ses: 'Amazon SES', inbox: 'Test inbox' };

/** Where an account leads. */
export function leadsTo({ kind, settings }: Transport): string {
  if (kind === 'inbox') return 'stays on this computer';
  if ('host' in settings) return `${settings.host}:${settings.port}${settings.user ? ` as ${settings.user}` : ''}`;
  return 'region' in settings ? settings.region : '';
}

type Pace = Pick<Transport, 'perSecond' | 'perMinute' | 'perHour' | 'perDay' | 'connections'>;

/** `2 a second, 2,000 a day, 5 connections` */
export function paceInWords({ perSecond, perMinute, perHour, perDay, connections }: Pace): string {
  const parts = [
    perSecond === null ? null : `${perSecond} a second`,
    perMinute === null ? null : `${number(perMinute)} a minute`,
    perHour === null ? null : `${number(perHour)} an hour`,
    perDay === null ? null : `${number(perDay)} a day`,
    connections === 1 ? '1 connection' : `${number(connections)} connections`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

export const healthTones: Record<TransportHealth['state'], Tone> = {
  idle: 'plain',
  sending: 'good',
  slowed: 'warn',
  waiting: 'info',
  held: 'bad',
};

/** How an account does, in a few words: `sending 12 a second`, `waits until 14:08`. */
export function healthInWords({ state, perSecond, retryAt }: TransportHealth): string {
  switch (state) {
    case 'idle':
      return 'ready';
    case 'sending':
      return perSecond >= 0.5 ? `sending ${number(perSecond)} a second` : 'sending';
    case 'slowed':
      return 'slowed down';
    case 'waiting':
      return retryAt === null ? 'waits' : `waits until ${time(retryAt)}`;
    case 'held':
      return 'needs you';
  }
}
