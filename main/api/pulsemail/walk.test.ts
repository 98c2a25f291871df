import { expect, it } from 'vitest';
import { createContact, removeContacts } from '../../contacts/contacts.ts';
import { getList, setMembership } from '../../lists/lists.ts';
import { pulseTest } from './testing.ts';

type Page = { data: { email: string }[]; next_cursor: string | null };

it('walks 10,000 subscribers while 1,000 come and go: nobody twice, and nobody missing who stayed', {
  timeout: 60_000,
}, async () => {
  const test = await pulseTest();
  const { db } = test.workspace;
  const list = await test.aList();
  const listId = getList(db, list.slice(4))?.id ?? 0;
  const consent = { method: 'api' as const, source: 'test', at: 1 };
  const add = (from: number, count: number) =>
    db.transaction(() => {
      const made = Array.from({ length: count }, (_, at) => createContact(db, { email: `p${from + at}@example.com`, now: 1 }));
      setMembership(db, { listId, contactIds: made.map(({ id }) => id), status: 'subscribed', consent, now: 1 });
      return made;
    });
  const people = add(0, 10_000);
  const going = people.filter((_, at) => at % 20 === 7);
  const stay = new Set(people.filter((_, at) => at % 20 !== 7).map(({ email }) => email));
  const moving = people.filter((_, at) => at % 20 === 3);

  const seen: string[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page = (await test.ask('GET', `/lists/${list}/subscribers?limit=200${query}`)).json();
    seen.push(...page.data.map(({ email }) => email));
    cursor = page.next_cursor;
    // Ten leave and ten join between two pages, anywhere; ten more unsubscribe, who stay in the list all the same.
    removeContacts(db, { ids: going.splice(0, 10).map(({ publicId }) => publicId), now: 2 });
    add(10_000 + pages * 10, pages < 50 ? 10 : 0);
    setMembership(db, {
      listId,
      contactIds: moving.splice(0, 10).map(({ id }) => id),
      status: 'unsubscribed',
      consent,
      now: 2,
    });
    pages += 1;
  } while (cursor !== null);

  expect(new Set(seen).size).toBe(seen.length);
  const found = new Set(seen);
  expect([...stay].filter((email) => !found.has(email))).toEqual([]);
  expect(pages).toBeGreaterThanOrEqual(50);
  await test.close();
});
