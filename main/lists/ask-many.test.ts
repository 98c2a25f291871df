import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createContact, suppress } from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import {
  addMembers,
  askManyToConfirm,
  canBeAsked,
  canBeAskedQuery,
  changeListSettings,
  confirmMembership,
  createList,
  joinList,
  membershipsOf,
  setMembership,
  undoAddMembers,
  waitingConfirmations,
} from './lists.ts';

const now = 1_700_000_000_000;
const HOUR = 3_600_000;

let db: WriteDb;
let close: () => void;
let listId: number;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  db.run(sql`INSERT INTO settings (name, value) VALUES ('public.address', 'https://mail.hearth.example')`);
  const list = createList(db, { name: 'News', now });
  listId = list.id;
  changeListSettings(db, { id: list.publicId, doubleOptIn: true, now });
});
afterEach(() => close());

const person = (email: string) => createContact(db, { email, now }).id;
/** In the list without having been asked, as an import brings people in. */
function pending(email: string): number {
  const contactId = person(email);
  const people = [{ contactId, isNew: true, status: 'pending' as const, consentAt: now, suppressed: false }];
  joinList(db, { listId, people, consent: { method: 'import', source: 'file' }, now });
  return contactId;
}
const ask = (contactIds: number[], at: number) => askManyToConfirm(db, { listId, contactIds, now: at });
const counted = (at: number) => canBeAsked(db.all(canBeAskedQuery({ listId, now: at })));
const add = (contactIds: number[]) => db.transaction(() => addMembers(db, { listId, contactIds, source: 'Added by hand', now }));
const statusOf = (contactId: number) => membershipsOf(db, contactId)[0]?.status;

describe('asking many', () => {
  it('says beforehand how many it would ask, and why the others not', () => {
    const fresh = ['a', 'b', 'c'].map((name) => pending(`${name}@x.example`));
    const blocked = pending('blocked@x.example');
    const below = pending('d@mail.shut.example');
    for (const email of ['blocked@x.example', '@shut.example']) suppress(db, { email, reason: 'blocked', evidence: '', now });
    const [soon, often, again, first] = ['soon', 'often', 'again', 'first'].map((name) => pending(`${name}@x.example`)) as [
      number,
      number,
      number,
      number,
    ];
    for (const hour of [1, 2, 3]) ask([often, again], now + hour * HOUR);
    // Whoever answered once may be asked three times anew.
    db.run(
      sql`UPDATE confirmations SET confirmed_at = 1 WHERE id = (SELECT max(id) FROM confirmations WHERE contact_id = ${again})`,
    );
    ask([first], now + HOUR);
    const at = now + 10 * HOUR;
    ask([soon], at - HOUR + 1);
    const gone = pending('gone@x.example');
    confirmMembership(db, { listId, contactId: gone, now });
    const told = counted(at);
    expect(told).toEqual({ pending: 9, asked: 5, suppressed: 2, 'too-soon': 1, 'too-often': 1 });

    const everybody = db.all<{ id: number }>(sql`SELECT id FROM contacts`).map(({ id }) => id);
    const answers = ask(everybody, at);
    expect(fresh.map((id) => answers.get(id))).toEqual(['asked', 'asked', 'asked']);
    expect([blocked, below, soon, often, again, first, gone].map((id) => answers.get(id))).toEqual([
      ...['suppressed', 'suppressed', 'too-soon', 'too-often', 'asked', 'asked', 'not-pending'],
    ]);
    for (const fate of ['asked', 'suppressed', 'too-soon', 'too-often'] as const)
      expect([...answers.values()].filter((answer) => answer === fate)).toHaveLength(told[fate]);
    expect(counted(at)).toEqual({ ...told, asked: 0, 'too-soon': 6 });
  });

  it('asks nobody twice who is named twice', () => {
    const anna = pending('anna@x.example');
    expect([...ask([anna, anna], now)]).toEqual([[anna, 'asked']]);
    expect(waitingConfirmations(db, 10)).toHaveLength(1);
  });
});

describe('many who are put into a list that asks', () => {
  it('are pending and asked, and who is in it stays what they are there', () => {
    const [anna, ben, cleo] = ['anna', 'ben', 'cleo'].map((name) => person(`${name}@x.example`)) as [number, number, number];
    const consent = { method: 'manual' as const, source: 'told us', at: now };
    setMembership(db, { listId, contactIds: [ben], status: 'subscribed', consent, now });
    suppress(db, { email: 'cleo@x.example', reason: 'complained', evidence: '', now });
    const image = add([anna, ben, cleo]);
    expect([anna, ben, cleo].map(statusOf)).toEqual(['pending', 'subscribed', 'unsubscribed']);
    expect(waitingConfirmations(db, 10).map(({ contactId }) => contactId)).toEqual([anna]);
    expect(image?.made.map(([, contactId]) => contactId)).toEqual([anna, cleo]);
    // Nobody has agreed yet.
    expect(db.value(sql`SELECT count(*) FROM events WHERE contact_id <> ${ben}`)).toBe(0);
  });

  it('keep within the limits of who was asked before and taken out again', () => {
    const anna = person('anna@x.example');
    for (const hour of [3, 2, 1])
      db.run(sql`INSERT INTO confirmations (contact_id, list_id, asked_at, expires_at, written_at)
        VALUES (${anna}, ${listId}, ${now - hour * HOUR}, ${now}, ${now})`);
    add([anna]);
    expect([statusOf(anna), waitingConfirmations(db, 10)]).toEqual(['pending', []]);
  });

  it('get no mail when it is undone before that is written', () => {
    const [anna, ben] = ['anna', 'ben'].map((name) => person(`${name}@x.example`)) as [number, number];
    const image = add([anna, ben]);
    db.run(sql`UPDATE memberships SET updated_at = ${now + 5} WHERE contact_id = ${ben}`);
    expect(image && undoAddMembers(db, image)).toBe(1);
    expect([statusOf(anna), statusOf(ben)]).toEqual([undefined, 'pending']);
    expect(waitingConfirmations(db, 10).map(({ contactId }) => contactId)).toEqual([ben]);
  });
});
