import type { TransportKind } from '#shared/schema/words.ts';
import type { TransportValues } from './transport-values.ts';

type Problems = { [Name in keyof TransportValues]?: string };
type Field = keyof TransportValues;

/** Which fields stand in which part of the form, so that a folded part opens for what is wrong in it. */
export const parts = {
  server: ['host', 'port'],
  pace: ['perSecond', 'perMinute', 'perHour', 'perDay', 'connections', 'firstDay', 'growth'],
  senders: ['fromAddresses', 'bounceAddress'],
  further: ['configurationSet', 'sessionToken'],
} as const satisfies Record<string, readonly Field[]>;

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** An entry of the senders as it is kept: an address, or a domain with its @; null for neither. */
export function senderEntry(text: string): string | null {
  const entry = text.trim().toLowerCase();
  if (ADDRESS.test(entry) || /^@[^\s@]+\.[^\s@]+$/.test(entry)) return entry;
  return /^[^\s@]+\.[^\s@]+$/.test(entry) ? `@${entry}` : null;
}

const within = (value: number | string, least: number, most: number): boolean =>
  value !== '' && Number(value) >= least && Number(value) <= most;
const positive = (value: number | string): boolean => value === '' || Number(value) > 0;
const whole = (value: number | string): boolean => value === '' || (Number(value) >= 1 && Number.isInteger(Number(value)));

/** What is wrong with the form, in plain words under each field. */
export function problemsOf(kind: TransportKind, values: TransportValues, isNew: boolean): Problems {
  const found: [Field, boolean, string][] = [
    ['connections', within(values.connections, 1, 50), 'From 1 to 50.'],
    ['perSecond', positive(values.perSecond), 'More than nothing, or empty.'],
    ['perMinute', whole(values.perMinute), 'A whole number, or empty.'],
    ['perHour', whole(values.perHour), 'A whole number, or empty.'],
    ['perDay', whole(values.perDay), 'A whole number, or empty.'],
    ['firstDay', !values.warmsUp || (within(values.firstDay, 1, 1_000_000) && whole(values.firstDay)), 'At least 1.'],
    ['growth', !values.warmsUp || within(values.growth, 5, 400), 'From 5 to 400.'],
    [
      'bounceAddress',
      values.bounceAddress.trim() === '' || ADDRESS.test(values.bounceAddress.trim()),
      'An address such as bounces@hearth.example, or nothing.',
    ],
  ];
  if (kind === 'smtp')
    found.push(
      ['presetId', values.presetId !== null, 'Choose your mail host, or “Another host”.'],
      ['host', values.presetId === null || /^[^\s@/:]+$/.test(values.host.trim()), hostProblem(values.host)],
      ['port', within(values.port, 1, 65_535), 'From 1 to 65,535.'],
      ['secret', !isNew || values.user.trim() === '' || values.secret !== '', 'A user name needs its password.'],
    );
  if (kind === 'ses')
    found.push(
      ['region', /^[a-z]{2}(-[a-z]+)+-\d$/.test(values.region.trim()), 'Such as eu-central-1.'],
      ['accessKeyId', values.accessKeyId.trim() !== '', 'Amazon shows it beside the secret key.'],
      ['secret', !isNew || values.secret !== '', 'Amazon shows it once, when the key is made.'],
      ['sessionToken', values.sessionToken === '' || values.secret !== '', 'It belongs to a secret key: enter that one as well.'],
    );
  return Object.fromEntries(found.filter(([, fine]) => !fine).map(([field, , words]) => [field, words]));
}

const hostProblem = (host: string): string =>
  host.includes('@') ? 'The name of the server, not an address: such as smtp.hearth.example.' : 'Such as smtp.hearth.example.';
