import { afterEach, beforeEach, expect, test } from 'vitest';
import { createChanges } from '../base/changes.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { type Audit, createAudit, type Deed, redacted } from './audit.ts';

let db: WriteDb;
let close: () => void;
let now: number;
let audit: Audit;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  now = 1_000;
  audit = createAudit({ db, clock: () => now, changes: createChanges() });
});
afterEach(() => close());

const deed = (more: Partial<Deed> = {}): Deed => ({
  actor: { type: 'key', id: 'k1', label: 'Shop' },
  via: 'pulsemail',
  action: 'list.create',
  target: { type: 'list', id: 'l1' },
  ...more,
});

test('what was done is listed newest first, by pages that stay right while more is done', () => {
  for (let nth = 0; nth < 5; nth++) audit.record(deed({ target: { type: 'list', id: `l${nth}` } }));
  const first = audit.page({ limit: 2 });
  audit.record(deed({ target: { type: 'list', id: 'later' } }));
  const second = audit.page({ limit: 2, before: first[1]?.id ?? null });
  expect([...first, ...second].map(({ targetId }) => targetId)).toEqual(['l4', 'l3', 'l2', 'l1']);
  expect(audit.count()).toBe(6);
});

test('it is found by action, by who did it and by time', () => {
  audit.record(deed());
  now = 2_000;
  audit.record(deed({ action: 'list.delete' }));
  audit.record(deed({ actor: { type: 'user', id: 'u1', label: 'Anna' } }));
  const found = (filter: object) => audit.page({ filter, limit: 9 }).map(({ action, actorId }) => `${action} ${actorId}`);
  expect(found({ action: 'list.create' })).toEqual(['list.create u1', 'list.create k1']);
  expect(found({ actorId: 'k1', since: 2_000 })).toEqual(['list.delete k1']);
  expect(found({ until: 2_000 })).toEqual(['list.create k1']);
});

test('a draft that is saved with every word is one entry, and another by somebody else is its own', () => {
  const saved = deed({ action: 'campaigns.change', gatherMs: 60_000 });
  expect(audit.record(saved)).not.toBeNull();
  now += 5_000;
  expect(audit.record(saved)).toBeNull();
  expect(audit.record({ ...saved, actor: { type: 'user', id: 'u', label: '' } })).not.toBeNull();
  now += 60_000;
  expect(audit.record(saved)).not.toBeNull();
  expect(audit.count()).toBe(3);
});

test('it is kept bounded, and long things are cut', () => {
  audit.record(deed({ details: { text: 'x'.repeat(5_000) }, ip: 'y'.repeat(500) }));
  expect(audit.page({ limit: 1 })[0]).toMatchObject({ details: {}, ip: 'y'.repeat(200) });
  db.run(sql`UPDATE sqlite_sequence SET seq = 100399 WHERE name = 'audit_entries'`);
  audit.record(deed());
  expect(audit.count()).toBe(1);
});

test('a body is shown without addresses and secrets', () => {
  const body = {
    email: 'anna@example.eu',
    api_key: 'pk_live_1',
    fields: { note: 'ask bob@b.example' },
    tags: ['a', 'b', 'c', 'd'],
  };
  expect(redacted(body)).toEqual({
    email: 'a…@example.eu',
    api_key: '[hidden]',
    fields: { note: 'ask b…@b.example' },
    tags: ['a', 'b', 'c', '… 1 more'],
  });
});

test('of the requests only the last are kept', () => {
  const request = {
    at: 1,
    dialect: 'pulsemail',
    method: 'GET',
    path: '/x',
    status: 200,
    ms: 1,
    keyId: '',
    asked: null,
    answered: null,
  };
  for (let nth = 0; nth < 900; nth++) audit.requests.note({ ...request, id: `r${nth}` });
  expect(audit.requests.all().length).toBe(200);
  expect(audit.requests.all()[0]?.id).toBe('r899');
});
