import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContact, describeContact, pageContacts, suppressedAmong, suppressionOf } from '../contacts/contacts.ts';
import { countByStatus, listMessages } from '../delivery/delivery.ts';
import { claimNext, nextDueOf } from '../delivery/ledger/claim.ts';
import { hasOpenMessages, moveMessages } from '../delivery/ledger/ledger.store.ts';
import { createList, setMembership } from '../lists/lists.ts';
import { countEvents } from '../tracking/events.report.ts';
import { type Sql, sql, type WriteDb } from './db.ts';
import { workspaceDb } from './testing.ts';

// The workspace keeps no statistics, so SQLite plans for a dozen rows as it does for a million.
let db: WriteDb;
let close: () => void;
let listId: number;
let contactId: string;
beforeAll(async () => {
  ({ db, close } = await workspaceDb());
  const people = Array.from({ length: 12 }, (_, index) => createContact(db, { email: `p${index}@example.com`, now: 1 }));
  listId = createList(db, { name: 'News', now: 1 }).id;
  const consent = { method: 'manual', source: 'told us', at: 1 } as const;
  setMembership(db, { listId, contactIds: people.map(({ id }) => id), status: 'subscribed', consent, now: 1 });
  contactId = people[0]?.publicId ?? '';
});
afterAll(() => close());

/** How SQLite goes about each statement that some work asks for: its name to the steps. */
function plansOf(work: (db: WriteDb) => unknown): Map<string, string[]> {
  const plans = new Map<string, string[]>();
  const explain = (query: Sql) => {
    const steps = db.all<{ detail: string }>({ ...query, text: `EXPLAIN QUERY PLAN ${query.text}` });
    const name = /\/\* (.+?) \*\//.exec(query.text)?.[1] ?? query.text;
    plans.set(
      name,
      steps.map((step) => step.detail),
    );
    return query;
  };
  work({
    ...db,
    get: (query) => db.get(explain(query)),
    all: (query) => db.all(explain(query)),
    value: (query) => db.value(explain(query)),
    run: (query) => db.run(explain(query)),
  });
  return plans;
}

/** The steps that read a whole table or index. What is only a list of parameters or the result of a step before is none. */
const scans = (plans: Map<string, string[]>): string[] =>
  [...plans.values()].flat().filter((step) => /^SCAN (?!\w+ VIRTUAL TABLE|CONSTANT ROW|\()/.test(step));

it('sees a table that is read from end to end', () => {
  const plans = plansOf((watched) => watched.all(sql`/* all */ SELECT id FROM messages WHERE reply = ${'ok'}`));
  expect(scans(plans)).toEqual(['SCAN messages']);
});

describe.each(['first', 'last'])('the %s window of the contacts', (end) => {
  const window = { offset: end === 'first' ? 0 : 10, limit: 2 };

  it.each([
    ['created', 'SCAN c'],
    ['email', 'SCAN c USING COVERING INDEX sqlite_autoindex_contacts_2'],
    ['name', 'SCAN c USING COVERING INDEX contacts_by_name'],
  ] as const)('in the order of %s is read in that order and ends with the window', (sort, inOrder) => {
    const plans = plansOf((watched) => pageContacts(watched, { selection: {}, sort, ...window }));
    // One step and no sorting after it: the limit ends the reading.
    expect(plans.get('contacts.page')).toEqual([inOrder]);
    expect(plans.get('contacts.count')).toEqual(['SCAN contacts USING COVERING INDEX contacts_by_name']);
    plans.delete('contacts.page');
    plans.delete('contacts.count');
    expect(plans.size).toBeGreaterThan(0);
    expect(scans(plans)).toEqual([]);
  });

  it.each([undefined, 'subscribed'] as const)('of a list comes from the index of its memberships (status: %s)', (status) => {
    const plans = plansOf((watched) => pageContacts(watched, { selection: { listId, status }, sort: 'created', ...window }));
    expect(plans.get('contacts.page')).toContain(
      'SEARCH memberships USING COVERING INDEX memberships_by_list (list_id=? AND status=?)',
    );
    expect(plans.get('contacts.page')?.join()).not.toContain('TEMP B-TREE');
    expect(scans(plans)).toEqual([]);
  });
});

const nobody = { isSuppressed: () => false, suppress: () => undefined };
const cancelled = { to: 'skipped', reason: 'cancelled', settledAt: 1, limit: 10 } as const;

it.each<[what: string, work: (db: WriteDb) => unknown, statements: string[]]>([
  [
    'the claim of due messages',
    (watched) => claimNext(watched, { transportId: 1, limit: 10, now: 1, suppressions: nobody }),
    ['sends.openOf', 'ledger.claimDeferred', 'ledger.claimPending'],
  ],
  ['when the next message is due', (watched) => nextDueOf(watched, { transportId: 1, now: 1 }), ['ledger.nextDue']],
  ['whether a send has anything left', (watched) => hasOpenMessages(watched, 1), ['ledger.hasOpen']],
  [
    'the cancelling of what waits',
    (watched) => moveMessages(watched, { ...cancelled, sendId: 1, from: 'pending' }),
    ['ledger.move'],
  ],
  ['the count by status of a send', (watched) => countByStatus(watched, 1), ['ledger.counts']],
  ['a page of the ledger', (watched) => listMessages(watched, { sendId: 1, offset: 0, limit: 10 }), ['ledger.page']],
  [
    'a page of the ledger of one status',
    (watched) => listMessages(watched, { sendId: 1, status: 'refused', offset: 0, limit: 10 }),
    ['ledger.pageOfStatus'],
  ],
  ['whether an address is suppressed', (watched) => suppressionOf(watched, 'a@example.com'), ['suppressions.get']],
  [
    'which of many are suppressed',
    (watched) => suppressedAmong(watched, ['a@example.com', 'b@example.com']),
    ['suppressions.among'],
  ],
  [
    'the events of a message',
    (watched) => countEvents(watched, { name: 'opened', messageId: 1, most: 9 }),
    ['tracking.countEvents'],
  ],
  [
    'all that is known of a contact',
    (watched) => describeContact(watched, contactId),
    ['contacts.timeline-events', 'contacts.timeline-messages', 'contacts.memberships'],
  ],
])('finds %s by indexes', (_what, work, statements) => {
  const plans = plansOf(work);
  expect([...plans.keys()]).toEqual(expect.arrayContaining(statements));
  expect(scans(plans)).toEqual([]);
});
