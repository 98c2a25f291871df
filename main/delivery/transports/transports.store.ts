import { z } from 'zod';
import { type AccountFacts, accountFacts, sesSettings, smtpSettings, type WarmUp, warmUp } from '#shared/rpc/transports.ts';
import { transportKind } from '#shared/schema/words.ts';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

export type SmtpSettings = z.infer<typeof smtpSettings>;
export type SesSettings = z.infer<typeof sesSettings>;

type TransportSetup =
  | { kind: 'smtp'; settings: SmtpSettings }
  | { kind: 'ses'; settings: SesSettings }
  | { kind: 'inbox'; settings: Record<string, never> };

/** A way for messages to leave. Its password or key is a secret under `secretName`, never in the database. */
export type Transport = TransportSetup & {
  id: number;
  publicId: string;
  name: string;
  connections: number;
  /** These two hold: what the person chose, else what the account itself is known to allow. */
  perSecond: number | null;
  perDay: number | null;
  perMinute: number | null;
  perHour: number | null;
  chosen: { perSecond: number | null; perDay: number | null };
  warmUp: WarmUp | null;
  /** Addresses, or `@domain`, that it may send for; empty for any. */
  fromAddresses: string[];
  /** Where bounces come back to; empty for the sender's own address. */
  bounceAddress: string;
  /** What the service said of the account when it was last asked; null where it has no way to say. */
  account: AccountFacts | null;
  isDefault: boolean;
  createdAt: number;
  updatedAt: number;
};

/** A transport as it is written down: of the pace only what the person chose. */
type Written = Omit<Transport, 'chosen' | 'account'>;

export const secretName = (transport: { publicId: string }): string => `transport:${transport.publicId}`;
/** Temporary keys of Amazon have a third part. */
export const sessionTokenName = (transport: { publicId: string }): string => `${secretName(transport)}:session`;

type Row = {
  id: number;
  public_id: string;
  kind: string;
  name: string;
  settings: string;
  connections: number;
  per_second: number | null;
  per_minute: number | null;
  per_hour: number | null;
  per_day: number | null;
  warm_up: string | null;
  from_addresses: string;
  bounce_address: string;
  account: string | null;
  is_default: number;
  created_at: number;
  updated_at: number;
};

const columns = sql`id, public_id, kind, name, settings, connections, per_second, per_minute, per_hour, per_day,
  warm_up, from_addresses, bounce_address, account, is_default, created_at, updated_at`;

function toTransport(row: Row): Transport {
  const account = row.account === null ? null : accountFacts.parse(JSON.parse(row.account));
  return {
    ...toSetup(row),
    id: row.id,
    publicId: row.public_id,
    name: row.name,
    connections: row.connections,
    perSecond: row.per_second ?? account?.perSecond ?? null,
    perDay: row.per_day ?? account?.perDay ?? null,
    perMinute: row.per_minute,
    perHour: row.per_hour,
    chosen: { perSecond: row.per_second, perDay: row.per_day },
    warmUp: row.warm_up === null ? null : warmUp.parse(JSON.parse(row.warm_up)),
    fromAddresses: z.array(z.string()).parse(JSON.parse(row.from_addresses)),
    bounceAddress: row.bounce_address,
    account,
    isDefault: row.is_default === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toSetup(row: Row): TransportSetup {
  const kind = transportKind.parse(row.kind);
  const settings: unknown = JSON.parse(row.settings);
  if (kind === 'smtp') return { kind, settings: smtpSettings.parse(settings) };
  if (kind === 'ses') return { kind, settings: sesSettings.parse(settings) };
  return { kind, settings: {} };
}

export const transportRows = (db: ReadDb): Transport[] =>
  db.all<Row>(sql`/* transports.all */ SELECT ${columns} FROM transports WHERE removed_at IS NULL ORDER BY id`).map(toTransport);

export function transportById(db: ReadDb, id: number): Transport | null {
  const row = db.get<Row>(sql`/* transports.byId */ SELECT ${columns} FROM transports WHERE id = ${id} AND removed_at IS NULL`);
  return row ? toTransport(row) : null;
}

export function transportByPublicId(db: ReadDb, publicId: string): Transport | null {
  const row = db.get<Row>(
    sql`/* transports.byPublicId */ SELECT ${columns} FROM transports WHERE public_id = ${publicId} AND removed_at IS NULL`,
  );
  return row ? toTransport(row) : null;
}

export const insertTransport = (db: WriteDb, transport: Omit<Written, 'id'>): number =>
  db.run(sql`/* transports.insert */
    INSERT INTO transports (public_id, kind, name, settings, connections, per_second, per_minute, per_hour, per_day,
      warm_up, from_addresses, bounce_address, is_default, created_at, updated_at)
    VALUES (${transport.publicId}, ${transport.kind}, ${transport.name}, ${JSON.stringify(transport.settings)},
      ${transport.connections}, ${transport.perSecond}, ${transport.perMinute}, ${transport.perHour}, ${transport.perDay},
      ${warmUpText(transport)}, ${JSON.stringify(transport.fromAddresses)}, ${transport.bounceAddress}, ${transport.isDefault},
      ${transport.createdAt}, ${transport.updatedAt})`).lastId;

const warmUpText = (transport: Pick<Written, 'warmUp'>): string | null => transport.warmUp && JSON.stringify(transport.warmUp);

export function updateTransport(db: WriteDb, transport: Written): void {
  db.run(sql`/* transports.update */
    UPDATE transports SET name = ${transport.name}, settings = ${JSON.stringify(transport.settings)},
      connections = ${transport.connections}, per_second = ${transport.perSecond}, per_minute = ${transport.perMinute},
      per_hour = ${transport.perHour}, per_day = ${transport.perDay}, warm_up = ${warmUpText(transport)},
      from_addresses = ${JSON.stringify(transport.fromAddresses)}, bounce_address = ${transport.bounceAddress},
      updated_at = ${transport.updatedAt}
    WHERE id = ${transport.id}`);
}

/** What a service said of its account; null forgets it. */
export const setAccount = (db: WriteDb, known: { id: number; account: AccountFacts | null; updatedAt: number }): void =>
  void db.run(sql`/* transports.setAccount */
    UPDATE transports SET account = ${known.account && JSON.stringify(known.account)}, updated_at = ${known.updatedAt}
    WHERE id = ${known.id}`);

export const setDefault = (db: WriteDb, id: number): void =>
  void db.run(sql`/* transports.setDefault */ UPDATE transports SET is_default = (id = ${id})`);

/** The row stays, for the ledger names what carried a message; nothing finds it any more. */
export const markRemoved = (db: WriteDb, removed: { id: number; now: number }): void =>
  void db.run(sql`/* transports.markRemoved */
    UPDATE transports SET removed_at = ${removed.now}, updated_at = ${removed.now}, is_default = 0 WHERE id = ${removed.id}`);
