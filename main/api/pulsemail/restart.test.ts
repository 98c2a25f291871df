import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createIdempotency } from '../http/idempotency.ts';
import { pulseTest } from './testing.ts';

const asked = { key: 'k', fingerprint: 'f', now: Date.now(), lasting: () => null };

it('answers what it answered before a restart, and within 24 hours only', async () => {
  const test = await pulseTest();
  const { db } = test.workspace;
  let effects = 0;
  const work = { kind: 'whole' as const, run: () => ({ status: 201, body: { effect: ++effects } }) };
  const before = await createIdempotency()({ ...asked, db, work });
  // Another one knows nothing but what is on the disk.
  const after = createIdempotency();
  expect(await after({ ...asked, db, work })).toEqual({ ...(before as object), replayed: true });
  expect(await after({ ...asked, db, work, fingerprint: 'other' })).toBe('other-request');
  const tomorrow = { ...asked, db, work, now: asked.now + 86_400_001 };
  expect(await after(tomorrow)).toMatchObject({ replayed: false });
  expect(effects).toBe(2);
  await test.close();
});

it('keeps neither effect nor answer of what broke off, and tells steps that were cut off that they come again', async () => {
  const test = await pulseTest();
  const { db } = test.workspace;
  const perform = createIdempotency();
  const broken = {
    kind: 'whole' as const,
    run: () => {
      db.run({ text: "INSERT INTO program_facts (name, value) VALUES ('half', '1')", values: [], isSql: true });
      throw new Error('power');
    },
  };
  await expect(perform({ ...asked, key: randomUUID(), db, work: broken })).rejects.toThrow('power');
  expect(db.get({ text: "SELECT 1 FROM program_facts WHERE name = 'half'", values: [], isSql: true })).toBeUndefined();
  // What a crash leaves behind is the note that it was begun.
  db.run({
    text: "INSERT INTO idempotent_answers (key, fingerprint, at) VALUES ('cut', 'f', ?)",
    values: [asked.now],
    isSql: true,
  });
  const heard: boolean[] = [];
  const steps = {
    kind: 'steps' as const,
    run: async (again: boolean) => {
      heard.push(again);
      return { status: 202, body: {} };
    },
  };
  await perform({ ...asked, key: 'cut', db, work: steps });
  await perform({ ...asked, key: 'fresh', db, work: steps });
  expect(heard).toEqual([true, false]);
  await test.close();
});

it('sends a campaign once when the answer to its launch was lost', async () => {
  const test = await pulseTest();
  const { db } = test.workspace;
  const list = await test.aList();
  await test.aSubscriber(list, 'once@example.com');
  const campaign = await test.aCampaign(list);
  const headers = { 'idempotency-key': randomUUID() };
  const first = await test.ask('POST', `/campaigns/${campaign}/send`, {}, headers);
  db.run({
    text: "UPDATE idempotent_answers SET status = NULL, body = '' WHERE key = ?",
    values: [`pulsemail ${headers['idempotency-key']}`],
    isSql: true,
  });
  const again = await test.ask('POST', `/campaigns/${campaign}/send`, {}, headers);
  expect([again.statusCode, again.json().send_id]).toEqual([202, first.json().send_id]);
  expect(db.value({ text: 'SELECT count(*) FROM sends', values: [], isSql: true })).toBe(1);
  await test.close();
});
