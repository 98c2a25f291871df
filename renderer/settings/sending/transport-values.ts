import { presetById, presetOfServer } from '#shared/delivery/find-preset.ts';
import type { Preset } from '#shared/delivery/presets.ts';
import type { Transport } from '#shared/rpc/transports.ts';
import type { TransportKind } from '#shared/schema/words.ts';
import type { api } from '../../api.ts';
import { kindWords } from './words.ts';

type Create = Parameters<typeof api.transports.create>[0];
type Change = Parameters<typeof api.transports.change>[0];
type Security = 'tls' | 'starttls' | 'auto' | 'none';
type Amount = number | string;

/** Stands for a host that is none of the known ones. */
export const OTHER = 'other';

/** The form of an account: the fields of all kinds; numbers are empty where there is no limit. */
export type TransportValues = {
  name: string;
  /** A known host, `other`, or nothing chosen yet. */
  presetId: string | null;
  host: string;
  port: Amount;
  security: Security;
  user: string;
  region: string;
  accessKeyId: string;
  configurationSet: string;
  secret: string;
  sessionToken: string;
  connections: Amount;
  perSecond: Amount;
  perMinute: Amount;
  perHour: Amount;
  perDay: Amount;
  warmsUp: boolean;
  firstDay: Amount;
  /** In percent: by how much each day is more than the one before. */
  growth: Amount;
  fromAddresses: string[];
  bounceAddress: string;
};

export function valuesOf(transport: Transport | undefined): TransportValues {
  const settings = transport?.settings ?? {};
  const smtp = 'host' in settings ? settings : null;
  const ses = 'region' in settings ? settings : null;
  return {
    name: transport?.name ?? '',
    presetId: smtp ? (presetOfServer({ host: smtp.host, port: smtp.port })?.id ?? OTHER) : null,
    host: smtp?.host ?? '',
    port: smtp?.port ?? 587,
    security: smtp?.security ?? 'auto',
    user: smtp?.user ?? '',
    region: ses?.region ?? 'eu-central-1',
    accessKeyId: ses?.accessKeyId ?? '',
    configurationSet: ses?.configurationSet ?? '',
    secret: '',
    sessionToken: '',
    connections: transport?.connections ?? 5,
    perSecond: transport?.chosen.perSecond ?? '',
    perMinute: transport?.perMinute ?? '',
    perHour: transport?.perHour ?? '',
    perDay: transport?.chosen.perDay ?? '',
    warmsUp: Boolean(transport?.warmUp),
    firstDay: transport?.warmUp?.firstDay ?? 50,
    growth: transport?.warmUp ? Math.round((transport.warmUp.growth - 1) * 100) : 50,
    fromAddresses: transport?.fromAddresses ?? [],
    bounceAddress: transport?.bounceAddress ?? '',
  };
}

/** What choosing a host fills in: its server, what is known of its limits, and the user name where the address is it. */
export function choosePreset(values: TransportValues, presetId: string, typed = ''): Partial<TransportValues> {
  const preset = presetById(presetId);
  if (!preset) return { presetId: OTHER };
  const { limits } = preset;
  return {
    presetId,
    host: preset.hosts[0],
    port: preset.port,
    security: preset.security,
    user: preset.user.value ?? (preset.user.address && typed.includes('@') ? typed.trim() : userKept(values, preset)),
    connections: limits.connections ?? 5,
    perMinute: limits.perMinute ?? '',
    perHour: limits.perHour ?? '',
    perDay: limits.perDay ?? '',
  };
}

/** A fixed user name of the host before means nothing to the next. */
const userKept = ({ presetId, user }: TransportValues, next: Preset): string => {
  const fixed = presetId === null ? undefined : presetById(presetId)?.user.value;
  return fixed !== undefined && fixed === user && next.user.value === undefined ? '' : user;
};

const limit = (value: Amount): number | null => (value === '' ? null : Number(value));

const smtpOf = (values: TransportValues) => ({
  host: values.host.trim(),
  port: Number(values.port),
  security: values.security,
  user: values.user.trim(),
});

/** `startedAt` stays while a warm-up goes on: only switching it on begins one. */
const termsOf = (values: TransportValues, before: Transport | undefined, now: number) => ({
  connections: Number(values.connections),
  perSecond: limit(values.perSecond),
  perMinute: limit(values.perMinute),
  perHour: limit(values.perHour),
  perDay: limit(values.perDay),
  warmUp: values.warmsUp
    ? {
        startedAt: before?.warmUp?.startedAt ?? now,
        firstDay: Number(values.firstDay),
        growth: 1 + Number(values.growth) / 100,
      }
    : null,
  fromAddresses: values.fromAddresses,
  bounceAddress: values.bounceAddress.trim(),
});

/** What an account is called when nobody named it. */
export const nameOf = (kind: TransportKind, values: TransportValues): string =>
  values.name.trim() || (kind === 'smtp' ? serverName(values) : kindWords[kind]);

const serverName = ({ presetId, host }: TransportValues): string =>
  (presetId === null ? undefined : presetById(presetId)?.name) ?? host.trim();

export function toCreate(kind: TransportKind, values: TransportValues, now: number): Create {
  const common = { name: nameOf(kind, values), ...termsOf(values, undefined, now) };
  switch (kind) {
    case 'smtp':
      return { kind, settings: smtpOf(values), password: values.secret, ...common };
    case 'ses':
      return {
        kind,
        settings: sesOf(values, null),
        secretAccessKey: values.secret,
        sessionToken: values.sessionToken,
        ...common,
      };
    case 'inbox':
      return { kind, ...common };
  }
}

export function toChange(transport: Transport, values: TransportValues, now: number): Change {
  const { id, kind, settings } = transport;
  const common = { id, name: nameOf(kind, values), secret: values.secret, ...termsOf(values, transport, now) };
  if (kind === 'smtp') return { ...common, settings: smtpOf(values) };
  if (kind !== 'ses') return common;
  const endpoint = 'endpoint' in settings ? settings.endpoint : null;
  return { ...common, settings: sesOf(values, endpoint), sessionToken: values.sessionToken };
}

/** An endpoint of one's own is set by the command line only; what is there stays. */
const sesOf = (values: TransportValues, endpoint: string | null) => ({
  region: values.region.trim(),
  accessKeyId: values.accessKeyId.trim(),
  configurationSet: values.configurationSet.trim(),
  endpoint,
});
