import type { Transport } from '#shared/rpc/transports.ts';
import type { TransportKind } from '#shared/schema/words.ts';
import type { api } from '../../api.ts';
import { kindWords } from './words.ts';

type Create = Parameters<typeof api.transports.create>[0];
type Change = Parameters<typeof api.transports.change>[0];
type Security = 'tls' | 'starttls' | 'auto';

/** The form of an account: the fields of all kinds; numbers are empty where there is no limit. */
export type TransportValues = {
  name: string;
  host: string;
  port: number | string;
  security: Security;
  user: string;
  region: string;
  accessKeyId: string;
  configurationSet: string;
  secret: string;
  connections: number | string;
  perSecond: number | string;
  perDay: number | string;
};

export function valuesOf(transport: Transport | undefined): TransportValues {
  const settings = transport?.settings ?? {};
  const smtp = 'host' in settings ? settings : null;
  const ses = 'region' in settings ? settings : null;
  return {
    name: transport?.name ?? '',
    host: smtp?.host ?? '',
    port: smtp?.port ?? 587,
    security: smtp?.security ?? 'auto',
    user: smtp?.user ?? '',
    region: ses?.region ?? 'eu-central-1',
    accessKeyId: ses?.accessKeyId ?? '',
    configurationSet: ses?.configurationSet ?? '',
    secret: '',
    connections: transport?.connections ?? 5,
    perSecond: transport?.perSecond ?? '',
    perDay: transport?.perDay ?? '',
  };
}

const limit = (value: number | string): number | null => (value === '' ? null : Number(value));

const smtpOf = (values: TransportValues) => ({
  host: values.host.trim(),
  port: Number(values.port),
  security: values.security,
  user: values.user.trim(),
});
const paceOf = (values: TransportValues) => ({
  connections: Number(values.connections),
  perSecond: limit(values.perSecond),
  perDay: limit(values.perDay),
});

/** What an account is called when nobody named it. */
export const nameOf = (kind: TransportKind, values: TransportValues): string =>
  values.name.trim() || (kind === 'smtp' ? values.host.trim() : kindWords[kind]);

export function toCreate(kind: TransportKind, values: TransportValues): Create {
  const common = { name: nameOf(kind, values), ...paceOf(values) };
  switch (kind) {
    case 'smtp':
      return { kind, settings: smtpOf(values), password: values.secret, ...common };
    case 'ses':
      return { kind, settings: sesOf(values, null), secretAccessKey: values.secret, ...common };
    case 'inbox':
      return { kind, ...common };
  }
}

export function toChange(transport: Transport, values: TransportValues): Change {
  const { id, kind, settings } = transport;
  const common = { id, name: nameOf(kind, values), secret: values.secret, ...paceOf(values) };
  if (kind === 'smtp') return { ...common, settings: smtpOf(values) };
  if (kind === 'ses') return { ...common, settings: sesOf(values, 'endpoint' in settings ? settings.endpoint : null) };
  return common;
}

/** An endpoint of one's own is set by the command line only; what is there stays. */
const sesOf = (values: TransportValues, endpoint: string | null) => ({
  region: values.region.trim(),
  accessKeyId: values.accessKeyId.trim(),
  configurationSet: values.configurationSet.trim(),
  endpoint,
});
