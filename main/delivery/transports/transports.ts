import type { z } from 'zod';
import { type NewTransport, newTransport } from '#shared/rpc/transports.ts';
import { conflict, invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Secrets } from '../../base/secrets.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { attemptsOfDay } from '../pace/pace.store.ts';
import { openSendsOf } from '../sends/sends.store.ts';
import {
  insertTransport,
  markRemoved,
  type SesSettings,
  type SmtpSettings,
  secretName,
  sessionTokenName,
  setAccount,
  setDefault,
  type Transport,
  transportByPublicId,
  transportRows,
  updateTransport,
} from './transports.store.ts';

export const listTransports = (db: ReadDb): Transport[] => transportRows(db);

export function requireTransport(db: ReadDb, publicId: string): Transport {
  const transport = transportByPublicId(db, publicId);
  if (!transport) throw notFound('transports.unknown', 'There is no such mail account.');
  return transport;
}

/** What sends when nobody chose: the marked one, or else the oldest. */
export function defaultTransport(db: ReadDb): Transport | null {
  const all = transportRows(db);
  return all.find((transport) => transport.isDefault) ?? all[0] ?? null;
}

/** The first transport becomes the default. A real account also takes the place of the test inbox as the default. */
export function createTransport(
  db: WriteDb,
  created: { transport: NewTransport; secrets: Secrets; now: number },
): { id: number; publicId: string } {
  const { secrets, now } = created;
  const transport = newTransport.parse(created.transport);
  return db.transaction(() => {
    const known = defaultTransport(db);
    const publicId = newId(now);
    const row = {
      ...setupOf(transport),
      publicId,
      name: transport.name || nameOf(transport),
      ...termsOf(transport),
      isDefault: false,
      createdAt: now,
      updatedAt: now,
    };
    const id = insertTransport(db, row);
    if (!known || (known.kind === 'inbox' && transport.kind !== 'inbox')) setDefault(db, id);
    const secret = secretOf(transport);
    if (secret) secrets.set(secretName({ publicId }), secret);
    if (transport.kind === 'ses' && transport.sessionToken) secrets.set(sessionTokenName({ publicId }), transport.sessionToken);
    return { id, publicId };
  });
}

/** What the kinds of accounts have in common: how fast, for whom, and where bounces go. */
type Terms = Pick<Transport, (typeof terms)[number]>;
const terms = [
  'connections',
  'perSecond',
  'perMinute',
  'perHour',
  'perDay',
  'warmUp',
  'fromAddresses',
  'bounceAddress',
] as const satisfies (keyof Transport)[];

const termsOf = (of: Terms): Terms => Object.fromEntries(terms.map((term) => [term, of[term]])) as Terms;

type Change = { [Term in keyof Terms]?: Terms[Term] | undefined } & {
  publicId: string;
  name?: string | undefined;
  settings?: SmtpSettings | SesSettings | undefined;
  /** Empty keeps what is stored. */
  secret: string;
  /** Belongs to the secret: a new one without it has none. */
  sessionToken?: string | undefined;
};

/** Call `wake` afterwards: connections with the old settings are given up after the message that they carry. */
export function changeTransport(db: WriteDb, changed: { change: Change; secrets: Secrets; now: number }): void {
  const { change, secrets, now } = changed;
  db.transaction(() => {
    const transport = requireTransport(db, change.publicId);
    const kept = change.settings ? withSettings(transport, change.settings) : transport;
    // Strictly later, so that a running loop sees the change even within the same millisecond.
    const updatedAt = Math.max(now, transport.updatedAt + 1);
    updateTransport(db, {
      ...kept,
      name: change.name ?? transport.name,
      ...termsOf({ ...transport, ...transport.chosen, ...given(change) }),
      updatedAt,
    });
    if (isOtherAccount(transport, kept)) setAccount(db, { id: transport.id, account: null, updatedAt });
    if (change.secret) {
      secrets.set(secretName(transport), change.secret);
      if (change.sessionToken) secrets.set(sessionTokenName(transport), change.sessionToken);
      else secrets.remove(sessionTokenName(transport));
    }
  });
}

export function makeDefault(db: WriteDb, publicId: string): void {
  db.transaction(() => setDefault(db, requireTransport(db, publicId).id));
}

export function removeTransport(db: WriteDb, removed: { publicId: string; secrets: Secrets; now: number }): void {
  db.transaction(() => {
    const transport = requireTransport(db, removed.publicId);
    if (openSendsOf(db, transport.id).length > 0)
      throw conflict('transports.in-use', 'A campaign is being sent through this account. Cancel it first, or let it finish.');
    markRemoved(db, { id: transport.id, now: removed.now });
    const next = transportRows(db)[0];
    if (transport.isDefault && next) setDefault(db, next.id);
    removed.secrets.remove(secretName(transport));
    removed.secrets.remove(sessionTokenName(transport));
  });
}

/** Messages that left, or tried to, in the last 24 hours: what a day's limit is held against. */
export const sentToday = (db: ReadDb, of: { transportId: number; now: number }): number => attemptsOfDay(db, of);

export const hasSecret = (secrets: Secrets, transport: { publicId: string }): boolean =>
  secrets.get(secretName(transport)) !== null;

const given = <Fields extends object>(fields: Fields): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

type Complete = z.output<typeof newTransport>;

function setupOf(transport: Complete) {
  if (transport.kind === 'smtp') return { kind: transport.kind, settings: transport.settings };
  if (transport.kind === 'ses') return { kind: transport.kind, settings: transport.settings };
  return { kind: transport.kind, settings: {} };
}

function secretOf(transport: Complete): string {
  if (transport.kind === 'smtp') return transport.password;
  return transport.kind === 'ses' ? transport.secretAccessKey : '';
}

function nameOf(transport: Complete): string {
  if (transport.kind === 'smtp') return transport.settings.host;
  return transport.kind === 'ses' ? `Amazon SES, ${transport.settings.region}` : 'Test inbox';
}

/** Whether what is known of the account of one is not about the other any more. */
function isOtherAccount(before: Transport, after: Transport): boolean {
  if (before.kind !== 'ses' || after.kind !== 'ses') return false;
  return (['region', 'accessKeyId', 'endpoint'] as const).some((name) => before.settings[name] !== after.settings[name]);
}

function withSettings(transport: Transport, settings: SmtpSettings | SesSettings): Transport {
  if (transport.kind === 'smtp' && 'host' in settings) return { ...transport, settings };
  if (transport.kind === 'ses' && 'region' in settings) return { ...transport, settings };
  throw invalid('transports.settings', 'These settings belong to another kind of account.');
}
