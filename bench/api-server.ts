// A server in a process of its own: ours, over the workspace in a folder, or a bare Fastify that does one statement for each
// request. It tells its parent where it is and what processor time it has used.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fastify, { type FastifyInstance } from 'fastify';
import { createKey, openRegistry } from '../main/access/access.ts';
import { dialects } from '../main/api/dialects.ts';
import { buildServer } from '../main/api/server.ts';
import { createLogger } from '../main/base/logger.ts';
import { paths } from '../main/base/paths.ts';
import { listLists } from '../main/lists/lists.ts';
import { openWorkspace } from '../main/workspace.ts';
import { beginSend } from './api-send.ts';

export type Ready = { ready: true; port: number; key: string; listId: string };
/** Of the main thread, and of all threads: others make ready what the screens ask for. */
export type Used = { cpuMs: number; allMs: number };
export type Asked = 'cpu' | 'send' | 'stop';

const logger = createLogger({ level: 'error' });
const [kind = '', folder = '', sinkPort = '0'] = process.argv.slice(2);

/** Of many more requests a minute than are documented: the limits are what would be measured otherwise. */
const NO_LIMITS = { perKey: Number.MAX_SAFE_INTEGER, perWorkspace: Number.MAX_SAFE_INTEGER };

async function ours(): Promise<{ server: FastifyInstance; key: string; listId: string; send: () => Promise<unknown> }> {
  const registry = await openRegistry({ file: paths(folder).registry, logger });
  const [workspaceId = ''] = readdirSync(join(folder, 'workspaces'));
  const kept = new Map<string, string>();
  const workspace = await openWorkspace({
    id: workspaceId,
    folder: paths(folder).workspace(workspaceId),
    create: false,
    logger,
    secrets: {
      get: (name) => kept.get(name) ?? null,
      set: (name, value) => void kept.set(name, value),
      remove: (name) => void kept.delete(name),
    },
    webhookStyles: dialects.flatMap(({ webhooks }) => webhooks ?? []),
    resolveSource: () => {
      throw new Error('nothing was uploaded');
    },
  });
  workspace.settleCopy('original');
  await workspace.start({ deliver: true });
  const server = await buildServer({
    registry,
    logger,
    version: '0.0.0',
    workspaceOf: () => workspace,
    loginWorkspaceId: () => workspaceId,
    dialects,
    rates: NO_LIMITS,
  });
  const { key } = createKey(registry, { workspaceId, dialect: 'pulsemail', name: 'Bench' });
  const lists = [...listLists(workspace.db)].sort((a, b) => b.subscribed - a.subscribed);
  const list = lists[0];
  // One that is written down in moments and takes a minute to send.
  const audience = lists.find(({ subscribed }) => subscribed <= 200_000) ?? list;
  return {
    server,
    key,
    listId: `lst_${list?.id}`,
    send: () => beginSend(workspace, { sinkPort: Number(sinkPort), listId: audience?.id ?? '' }),
  };
}

/** One table with an index on the address, with as many rows; the same promises to the disk as our database. */
function bare(): { server: FastifyInstance; key: string; listId: string; send: () => Promise<unknown> } {
  const db = new Database(join(folder, 'bare.db'));
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'cache_size = -32768',
    'temp_store = MEMORY',
    'wal_autocheckpoint = 4000',
  ])
    db.pragma(pragma);
  const insert = db.prepare(
    `INSERT INTO subscribers (email, status, first_name, tags, fields, consent_source, consent_at, created_at, updated_at)
      VALUES (@email, 'subscribed', @first_name, @tags, '{}', @consent_source, @at, @at, @at) RETURNING *`,
  );
  const page = db.prepare('SELECT * FROM subscribers WHERE id > ? ORDER BY id LIMIT 50');
  // Of our tables: what a subscriber is lies in two, and the list in a third.
  db.prepare('ATTACH ? AS ours').run(paths(folder).workspaceDb(readdirSync(join(folder, 'workspaces'))[0] ?? ''));
  const joined =
    db.prepare(`SELECT m.contact_id AS id, m.public_id, l.public_id AS list_id, c.email, m.status, c.first_name, c.last_name, c.fields,
      m.consent_at, m.consent_source, m.unsubscribed_at, m.created_at, max(m.updated_at, c.updated_at) AS updated_at
    FROM ours.memberships m JOIN ours.contacts c ON c.id = m.contact_id JOIN ours.lists l ON l.id = m.list_id
    WHERE m.list_id = 1 AND m.status = 'subscribed' AND m.contact_id > ? ORDER BY m.contact_id LIMIT 50`);
  // What the documented page has besides: tags, the last opening and click, and whether the address is suppressed.
  const whole =
    db.prepare(`SELECT m.public_id AS id, l.public_id AS list_id, c.email, m.status, c.first_name, c.last_name, c.fields,
      (SELECT json_group_array(t.name) FROM ours.contact_tags ct JOIN ours.tags t ON t.id = ct.tag_id WHERE ct.contact_id = m.contact_id) AS tags,
      (SELECT s.reason FROM ours.suppressions s WHERE s.email_key = c.email_key) AS suppressed,
      (SELECT t.last_at FROM ours.tallies t WHERE t.name = 'opened' AND t.contact_id = m.contact_id) AS last_open_at,
      (SELECT t.last_at FROM ours.tallies t WHERE t.name = 'clicked' AND t.contact_id = m.contact_id) AS last_click_at,
      m.consent_at, m.consent_source, m.unsubscribed_at, m.created_at, max(m.updated_at, c.updated_at) AS updated_at,
      m.contact_id AS position
    FROM ours.memberships m JOIN ours.contacts c ON c.id = m.contact_id JOIN ours.lists l ON l.id = m.list_id
    WHERE m.list_id = 1 AND m.status = 'subscribed' AND m.contact_id > ? ORDER BY m.contact_id LIMIT 50`);
  const server = fastify();
  type Body = { email: string; fields: { first_name: string }; tags: string[]; consent_source: string };
  server.post<{ Body: Body }>('/lists/:id/subscribers', (request, reply) => {
    const { email, fields, tags, consent_source } = request.body;
    const at = new Date().toISOString();
    return reply.code(201).send(insert.get({ email, first_name: fields.first_name, tags: tags.join(), consent_source, at }));
  });
  server.get<{ Querystring: { cursor?: string } }>('/lists/:id/subscribers', (request) => {
    const data = page.all(Number(request.query.cursor ?? 0)) as { id: number }[];
    return { data, next_cursor: String(data.at(-1)?.id ?? 0), total_estimate: 0 };
  });
  server.get<{ Querystring: { cursor?: string } }>('/joined/lists/:id/subscribers', (request) => {
    const data = joined.all(Number(request.query.cursor ?? 0)) as { id: number }[];
    return { data, next_cursor: String(data.at(-1)?.id ?? 0), total_estimate: 0 };
  });
  server.get<{ Querystring: { cursor?: string } }>('/whole/lists/:id/subscribers', (request) => {
    const data = whole.all(Number(request.query.cursor ?? 0)) as { position: number }[];
    return { data, next_cursor: String(data.at(-1)?.position ?? 0), total_estimate: 0 };
  });
  return { server, key: 'none', listId: 'any', send: async () => undefined };
}

const { server, key, listId, send } = kind === 'ours' ? await ours() : bare();
const address = await server.listen({ port: 0, host: '127.0.0.1' });
const say = (told: unknown) => process.send?.(told);
// Without its parent it is of no use.
process.on('disconnect', () => process.exit());
process.on('message', async (asked: Asked) => {
  if (asked === 'cpu') {
    const [main, all] = [process.threadCpuUsage(), process.cpuUsage()];
    say({ cpuMs: (main.user + main.system) / 1000, allMs: (all.user + all.system) / 1000 } satisfies Used);
  } else if (asked === 'send') {
    await send();
    say({ begun: true });
  } else process.exit(0);
});
say({ ready: true, port: Number(new URL(address).port), key, listId } satisfies Ready);
