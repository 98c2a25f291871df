import { afterEach, expect, it } from 'vitest';
import { pageEvents } from '../events/events.ts';
import { type Sql, sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

const seed = (before: WriteDb) => {
  const tell = (name: string, data: object) =>
    before.run(sql`INSERT INTO events (name, at, data) VALUES (${name}, 5, ${JSON.stringify(data)})`);
  tell('campaign.created', { campaign_id: 'cmp_k', status: 'draft' });
  tell('subscriber.deleted', { subscriber_id: 'sub_m', list_id: 'lst_l' });
  tell('import.progress', { job_id: 'job_1' });
  before.run(
    sql`INSERT INTO campaigns (public_id, name, document, audience, scheduled_at, created_at, updated_at) VALUES ('k', 'News', '{}', '{}', 9, 1, 1)`,
  );
};
const endpoint = (allowPrivate: number) => (before: WriteDb) =>
  before.run(sql`INSERT INTO webhook_endpoints (public_id, dialect, url, events, allow_private, read_to, created_at, updated_at)
    VALUES ('e', 'pulsemail', 'https://x.example', '["*"]', ${allowPrivate}, 7, 1, 1)`);
const mayBePrivate = () => db.value(sql`SELECT may_be_private FROM webhook_settings`);

it('keeps what was told before under its old ids, in the words that hold for all', async () => {
  ({ db, close } = await migratedWorkspace(350, seed));
  expect(db.all(sql`SELECT id, name, data FROM events ORDER BY id`)).toEqual([
    { id: 1, name: 'campaign.created', data: '{"campaign":"k"}' },
    { id: 2, name: 'removed', data: '{"membership":"m","listId":"l"}' },
    { id: 3, name: 'import.progress', data: '{"job_id":"job_1"}' },
  ]);
  const reads = { rows: <Row>({ query }: { query: Sql }) => Promise.resolve(db.all<Row>(query)) };
  const { events } = await pageEvents(db, { reads, filter: { names: ['campaign.created', 'removed'] }, now: 99, limit: 9 });
  expect(events).toMatchObject([{ membership: { publicId: 'm', listPublicId: 'l' } }, { campaignPublicId: 'k' }]);
});

it('tells of a schedule and its end, and of none where the campaign was sent', async () => {
  ({ db, close } = await migratedWorkspace(350, seed));
  const facts = () => db.all<{ name: string }>(sql`SELECT name FROM events WHERE id > 3 ORDER BY id`).map(({ name }) => name);
  db.run(sql`UPDATE campaigns SET scheduled_at = 10`);
  expect(facts()).toEqual([]);
  db.run(sql`UPDATE campaigns SET scheduled_at = NULL`);
  db.run(sql`UPDATE campaigns SET scheduled_at = 11`);
  expect(facts()).toEqual(['campaign.cancelled', 'campaign.scheduled']);
  db.run(
    sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
  );
  db.run(sql`INSERT INTO sends (public_id, campaign_id, transport_id, state, content, recipients, started_at)
    VALUES ('s', 1, 1, 'sending', '{}', 1, 5)`);
  db.run(sql`UPDATE campaigns SET scheduled_at = NULL`);
  expect(facts()).toEqual(['campaign.cancelled', 'campaign.scheduled', 'send.started']);
  db.run(sql`UPDATE sends SET state = 'cancelled', finished_at = 12`);
  expect(facts().slice(3)).toEqual(['send.cancelled', 'campaign.cancelled']);
});

it('lets webhooks go on that were allowed into private networks, and allows no other', async () => {
  ({ db, close } = await migratedWorkspace(350, endpoint(1)));
  expect(mayBePrivate()).toBe(1);
  close();
  ({ db, close } = await migratedWorkspace(350, endpoint(0)));
  expect(mayBePrivate()).toBe(0);
});
