import { afterEach, expect, it } from 'vitest';
import { sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

it('notes from now on whose tags, memberships and doings change, and keeps what was there', async () => {
  ({ db, close } = await migratedWorkspace(220, (before) => {
    before.run(sql`INSERT INTO contacts (id, public_id, email, email_key, created_at, updated_at)
      VALUES (1, 'c', 'a@example.com', 'a@example.com', 1, 1)`);
    before.run(sql`INSERT INTO tags (id, public_id, name, created_at) VALUES (7, 't', 'Gold', 1)`);
    before.run(sql`INSERT INTO lists (id, public_id, name, created_at, updated_at) VALUES (3, 'l', 'News', 1, 1)`);
    before.run(sql`INSERT INTO contact_tags VALUES (1, 7)`);
    before.run(sql`INSERT INTO memberships (id, public_id, contact_id, list_id, status, consent_method, created_at, updated_at)
      VALUES (9, 'm', 1, 3, 'pending', 'form', 1, 1)`);
    before.run(sql`INSERT INTO events (name, contact_id, at) VALUES ('opened', 1, 5)`);
  }));
  const noted = () => {
    const rows = db.all<{ note: string }>(
      sql`SELECT what || ' ' || coalesce(of, '') || ' ' || contact_id AS note FROM set_changes`,
    );
    db.run(sql`DELETE FROM set_changes`);
    return rows.map(({ note }) => note);
  };
  expect(noted()).toEqual([]);
  expect(
    db.value(sql`SELECT count(*) FROM contact_tags JOIN memberships USING (contact_id) JOIN tallies USING (contact_id)`),
  ).toBe(1);
  db.run(sql`UPDATE memberships SET updated_at = 2`);
  expect(noted()).toEqual([]);
  db.run(sql`UPDATE memberships SET status = 'subscribed'`);
  db.run(sql`DELETE FROM contact_tags`);
  db.run(sql`INSERT INTO events (name, contact_id, at) VALUES ('opened', 1, 6)`);
  expect(noted()).toEqual(['list 3 1', 'tag 7 1', 'did opened 1']);
  db.run(sql`DELETE FROM events`);
  db.run(sql`DELETE FROM contacts`);
  expect(noted()).toEqual(['did opened 1', 'did opened 1', 'left 9 1']);
});

it('finds who opened a campaign within a time in the index alone', async () => {
  ({ db, close } = await migratedWorkspace(220, () => undefined));
  const plan = (where: string) =>
    db
      .all<{ detail: string }>({
        ...sql``,
        text: `EXPLAIN QUERY PLAN SELECT contact_id FROM events WHERE ${where} AND name = 'opened' AND contact_id IS NOT NULL
          AND at >= 5 AND at < 9 GROUP BY contact_id HAVING count(*) >= 2`,
      })
      .map(({ detail }) => detail);
  expect(plan('send_id = 1')).toEqual([
    'SEARCH events USING COVERING INDEX events_by_send (send_id=? AND name=? AND contact_id>?)',
  ]);
  expect(plan('link_id = 1')).toEqual([
    'SEARCH events USING COVERING INDEX events_by_link (link_id=? AND name=? AND contact_id>?)',
  ]);
});
