import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createChanges } from '../base/changes.ts';
import { addressKey } from '../base/email-address.ts';
import { silentLogger } from '../base/logger.ts';
import { packGroups } from '../base/packed-groups.ts';
import type { Secrets } from '../base/secrets.ts';
import { sql, type WriteDb } from '../db/db.ts';
import {
  createDelivery,
  createSend,
  createTransport,
  type Delivery,
  type DeliveryOptions,
  freezeAudience,
  type Letters,
} from './delivery.ts';

/** What delivery's tests share: real servers on free ports, audiences of any size, and letters that are quickly written. */

export function memorySecrets(): Secrets {
  const known = new Map<string, string>();
  return {
    get: (name) => known.get(name) ?? null,
    set: (name, value) => void known.set(name, value),
    remove: (name) => void known.delete(name),
  };
}

export const plainLetters: Letters = {
  forSend: () => (recipient) => ({
    from: { name: 'Rye', email: 'hello@rye.example' },
    replyTo: '',
    subject: `Hello ${recipient.contact?.firstName ?? ''}`,
    html: `<p>Hello ${recipient.contact?.firstName ?? ''}</p>`,
    text: `Hello ${recipient.contact?.firstName ?? ''}`,
    headers: [],
    inline: [],
  }),
  forContent: (content) => () => ({
    from: { name: 'Rye', email: 'hello@rye.example' },
    replyTo: '',
    subject: String(content),
    html: '',
    text: String(content),
    headers: [],
    inline: [],
  }),
};

type Got = { from: string; to: string[]; raw: string; session: string };

/** A mail server that keeps what it gets. `options` make it fail in the way a test needs. */
export async function mailServer(
  options: SMTPServerOptions & { answer?: (to: string, nth: number) => Error | null | 'drop' | 'hang'; port?: number } = {},
) {
  const got: Got[] = [];
  const { answer, port = 0, ...rest } = options;
  let asked = 0;
  let open = 0;
  let most = 0;
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 200,
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        const verdict = answer?.(to[0] ?? '', asked++) ?? null;
        const keep = () =>
          got.push({
            from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
            to,
            raw: Buffer.concat(chunks).toString('utf8'),
            session: session.id,
          });
        if (verdict === 'drop') {
          keep();
          return dropConnections(server);
        }
        if (verdict === 'hang') return void keep();
        if (!verdict) keep();
        callback(verdict);
      });
    },
    ...rest,
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => {
    most = Math.max(most, ++open);
    socket.on('close', () => open--);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    got,
    port: (server.server.address() as AddressInfo).port,
    mostConnections: () => most,
    openConnections: () => open,
    connections: () => server.connections,
    stop: () => {
      dropConnections(server);
      return new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

function dropConnections(server: SMTPServer): void {
  for (const connection of server.connections) connection._socket?.destroy();
}

/** An answer of the server with a code of its own. */
export const smtpError = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/** So many contacts, and a send of a campaign to all of them. */
export function seedSend(
  db: WriteDb,
  seed: { count: number; transportId: number; now?: number; address?: (index: number) => string },
): { sendId: number; publicId: string } {
  const now = seed.now ?? Date.now();
  const address = seed.address ?? ((index: number) => `p${index}@example.com`);
  return db.transaction(() => {
    const mark = db.value<number>(sql`SELECT count(*) FROM contacts`) ?? 0;
    for (let index = 1; index <= seed.count; index++) {
      db.run(sql`INSERT INTO contacts (public_id, email, email_key, first_name, created_at, updated_at)
        VALUES (${`c${mark + index}`}, ${address(index)}, ${address(index)}, ${`Name${index}`}, ${now}, ${now})
        ON CONFLICT DO NOTHING`);
    }
    const campaign = db.run(sql`INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at)
      VALUES (${`k${mark}-${Math.random()}`}, 'News', '{}', '{}', ${now}, ${now})`).lastId;
    const send = createSend(db, { campaignId: campaign, transportId: seed.transportId, content: {}, now });
    const everyone = db.iterate<{ id: number; kind: string; value: null }>(
      sql`SELECT id, 'recipient' AS kind, NULL AS value FROM contacts`,
    );
    const groups = packGroups(everyone, { sample: null, onlyCount: false });
    const beginning = { status: 'pending', reason: '', dueAt: 0 } as const;
    const parts = groups.flatMap((group) =>
      group.parts.map(({ count, ids }) => ({ ...beginning, people: count, contactIds: ids })),
    );
    freezeAudience(db, { sendId: send.id, parts, now });
    return { sendId: send.id, publicId: send.publicId };
  });
}

/** An SMTP transport to a server on this machine. */
export function smtpTransport(
  db: WriteDb,
  to: {
    port: number;
    secrets?: Secrets;
    connections?: number;
    perSecond?: number;
    perDay?: number;
    user?: string;
    password?: string;
    security?: 'tls' | 'starttls' | 'auto';
  },
) {
  return createTransport(db, {
    transport: {
      kind: 'smtp',
      settings: { host: '127.0.0.1', port: to.port, security: to.security ?? 'auto', user: to.user ?? '' },
      password: to.password ?? '',
      name: 'Test server',
      connections: to.connections ?? 2,
      perSecond: to.perSecond ?? null,
      perDay: to.perDay ?? null,
    },
    secrets: to.secrets ?? memorySecrets(),
    now: Date.now(),
  });
}

/** Suppressions as the contacts keep them, in the very table. */
function suppressionsOf(db: WriteDb) {
  return {
    isSuppressed: (emailKey: string) =>
      db.value(sql`SELECT EXISTS (SELECT 1 FROM suppressions WHERE email_key = ${emailKey})`) === 1,
    suppress: (added: { email: string; reason: string; evidence: string; now: number }) =>
      void db.run(sql`INSERT INTO suppressions (email_key, email, reason, evidence, created_at)
        VALUES (${addressKey(added.email)}, ${added.email}, ${added.reason}, ${added.evidence}, ${added.now}) ON CONFLICT DO NOTHING`),
  };
}

export const deliveryOn = (db: WriteDb, options: Partial<DeliveryOptions> = {}): Delivery =>
  createDelivery({
    db,
    clock: Date.now,
    logger: silentLogger,
    changes: createChanges(),
    secrets: memorySecrets(),
    letters: plainLetters,
    suppressions: suppressionsOf(db),
    inbox: { port: () => null },
    ...options,
  });

/** Waits for a fact, and says which when it does not come. */
export async function until(what: string, isSo: () => boolean, timeoutMs = 15_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
