import { afterEach, beforeEach, expect, it } from 'vitest';
import { createContact, suppress } from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { setFrequencyCap } from '../tracking/tracking.ts';
import { countAudience, selectReached } from './audience.report.ts';
import { withSegments } from './audience-segments.ts';
import { frequencyGuard } from './frequency.ts';

let db: WriteDb;
let close: () => void;
const HOUR = 3_600_000;
const now = Date.now();
const everyone = { everyone: true, listIds: [], tagIds: [], segmentIds: [], excludedListIds: [], excludedSegmentIds: [] };

beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  for (let index = 1; index <= 5; index++) createContact(db, { email: `p${index}@example.com`, now });
  db.run(
    sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Test', '{}', 1, 1)`,
  );
  db.run(
    sql`INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at) VALUES ('c', 'C', '{}', '{}', 1, 1)`,
  );
});
afterEach(() => close());

/** A message of a campaign or of another kind that left so many hours ago. */
function mailed(contactId: number, hoursAgo: number, { kind = 'campaign', status = 'accepted' } = {}): void {
  const at = now - hoursAgo * HOUR;
  const send =
    kind === 'campaign'
      ? db.run(sql`INSERT INTO sends (public_id, campaign_id, transport_id, state, content, started_at, finished_at)
          VALUES (${`s${contactId}-${hoursAgo}`}, 1, 1, 'finished', '{}', ${at - 1}, ${at})`).lastId
      : null;
  db.run(sql`INSERT INTO messages (send_id, transport_id, kind, contact_id, email, email_key, status, settled_at, created_at)
    VALUES (${send}, 1, ${kind}, ${contactId}, 'x', 'x', ${status}, ${at}, ${at})`);
}

it('leaves out who got as many messages lately as the workspace allows', () => {
  mailed(1, 2);
  mailed(2, 2);
  mailed(2, 5);
  mailed(3, 30);
  mailed(4, 1, { kind: 'transactional' });
  mailed(5, 1, { kind: 'automation' });
  expect(countAudience(db, everyone)).toMatchObject({ recipients: 5, skipped: { excluded: 0 } });
  setFrequencyCap(db, { messages: 1, hours: 24 });
  expect(countAudience(db, everyone)).toMatchObject({ recipients: 2, skipped: { recent: 3 } });
  setFrequencyCap(db, { messages: 2, hours: 24 });
  expect(countAudience(db, everyone)).toMatchObject({ recipients: 4, skipped: { recent: 1 } });
});

it('counts what may have arrived, and not what was refused or only tested', () => {
  mailed(1, 1, { status: 'uncertain' });
  mailed(2, 1, { status: 'refused' });
  mailed(3, 1, { kind: 'test' });
  setFrequencyCap(db, { messages: 1, hours: 24 });
  expect(countAudience(db, everyone).skipped.recent).toBe(1);
});

it('follows a campaign that has a limit of its own, or none', () => {
  mailed(1, 30);
  setFrequencyCap(db, { messages: 1, hours: 24 });
  expect(countAudience(db, { ...everyone, frequency: { messages: 1, hours: 48 } }).skipped.recent).toBe(1);
  mailed(2, 1);
  expect(countAudience(db, { ...everyone, frequency: 'none' }).skipped).not.toHaveProperty('recent');
});

it('writes them into the ledger apart from the suppressed', () => {
  mailed(1, 1);
  mailed(2, 1);
  suppress(db, { email: 'p2@example.com', reason: 'blocked', evidence: '', now });
  setFrequencyCap(db, { messages: 1, hours: 24 });
  const fates = db.all<{ id: number; fate: string }>(selectReached(withSegments(db, everyone, now)));
  expect(fates.filter(({ fate }) => fate !== 'recipient').sort((a, b) => a.id - b.id)).toEqual([
    { id: 1, fate: 'recent' },
    { id: 2, fate: 'suppressed' },
  ]);
});

it('is asked again of what waited long, by what the send was launched with', () => {
  const guard = frequencyGuard(db, () => now);
  mailed(1, 1);
  const send = db.run(sql`INSERT INTO sends (public_id, campaign_id, transport_id, state, content, started_at)
    VALUES ('w', 1, 1, 'sending', '{"audience":{"frequency":{"messages":1,"hours":24}}}', ${now - 5 * HOUR})`).lastId;
  const waiting = { sendId: send, contactId: 1, createdAt: now - 5 * HOUR };
  expect(guard(waiting)).toBe(true);
  expect(guard({ ...waiting, contactId: 2 })).toBe(false);
  expect(guard({ ...waiting, createdAt: now - 1000 })).toBe(false);
  expect(guard({ ...waiting, sendId: null })).toBe(false);
});

it('covers the addresses of a suppressed domain and of its sub-domains, and of no other one', () => {
  createContact(db, { email: 'a@mail.example.com', now });
  createContact(db, { email: 'b@notexample.com', now });
  suppress(db, { email: '@example.com', reason: 'blocked', evidence: '', now });
  expect(countAudience(db, everyone)).toMatchObject({ recipients: 1, skipped: { suppressed: 6 } });
});
