import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '#shared/schema/rule.ts';
import { createChanges } from '../base/changes.ts';
import { silentLogger } from '../base/logger.ts';
import { sliceAbout } from '../bulk/bulk.store.ts';
import { gotEnough, mailedEnough } from '../campaigns/frequency.report.ts';
import {
  countTimeline,
  createContact,
  describeContact,
  frequencyOf,
  notesOf,
  pageContacts,
  suppressedAmong,
  suppressionOf,
} from '../contacts/contacts.ts';
import { erasedAmong, noteErased } from '../contacts/erasing/erased.ts';
import {
  changesAfter,
  findableAfter,
  findableOf,
  inOrderAfter,
  valuesAfter,
  valuesOf,
} from '../contacts/finding/people.report.ts';
import { editsOf } from '../contacts/people/edits.store.ts';
import { coveredBy, searchSuppressions } from '../contacts/suppressions/suppressions-page.report.ts';
import { rowsOf, sourcesOf } from '../contacts/table/page.report.ts';
import { countByStatus, countForgettable, listMessages } from '../delivery/delivery.ts';
import { claimNext, nextDueOf } from '../delivery/ledger/claim.ts';
import { departuresSince } from '../delivery/ledger/departures.store.ts';
import { moveMessages } from '../delivery/ledger/settle.store.ts';
import { hasOpenMessages } from '../delivery/ledger/standing.report.ts';
import { estimateEvents, eventByPublicId, newsAfter, pageEvents, placeNow, recordProgress } from '../events/events.ts';
import { changesMeeting, importsThatChanged } from '../imports/journal.store.ts';
import { allWarnings } from '../imports/warnings.store.ts';
import { createList, setMembership } from '../lists/lists.ts';
import { countSql } from '../segments/segments.ts';
import { countEvents } from '../tracking/events.report.ts';
import { feedSlice } from '../webhooks/feed.ts';
import { createReplay } from '../webhooks/replay.ts';
import { knownSecret, plainStyle } from '../webhooks/testing.ts';
import { tidyUp } from '../webhooks/tidy-up.ts';
import { createWebhooks } from '../webhooks/webhooks.ts';
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
    // The smallest index there is.
    expect(plans.get('contacts.count')).toEqual([expect.stringContaining('SCAN contacts USING COVERING INDEX')]);
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
    'what has happened to contacts since they were read into memory',
    (watched) => {
      findableAfter(watched, { id: 3, limit: 10 });
      findableOf(watched, [1, 2]);
      changesAfter(watched, { seq: 1, limit: 10 });
      inOrderAfter(watched, { by: 'email', after: { id: 1, key: 'a' }, limit: 10 });
      inOrderAfter(watched, { by: 'name', after: { id: 1, key: 'a' }, limit: 10 });
      valuesAfter(watched, { keys: ['city'], id: 3, limit: 10 });
      valuesOf(watched, { key: 'city', ids: [1, 2] });
    },
    [
      'finding.after',
      'finding.of',
      'finding.changes',
      'finding.by-email',
      'finding.by-name',
      'finding.values',
      'finding.values-of',
    ],
  ],
  [
    'the people of a list, a status and a tag',
    (watched) => {
      for (const { select } of sourcesOf({ listId: 1, status: 'subscribed', tagId: 1 })) watched.all(sql`/* ids */ ${select}`);
      for (const { select } of sourcesOf({ listId: 1 })) watched.all(sql`/* ids of list */ ${select}`);
    },
    ['ids', 'ids of list'],
  ],
  ['the rows of a window', (watched) => rowsOf(watched, [1, 2]), ['contacts.rows', 'contacts.row-lists', 'contacts.row-tags']],
  [
    'all that is known of a contact',
    (watched) => describeContact(watched, contactId),
    ['contacts.timeline-events', 'contacts.timeline-messages', 'contacts.memberships'],
  ],
  [
    'what imports and bulk edits changed of a contact',
    (watched) => {
      importsThatChanged(watched, { since: 1 });
      changesMeeting(watched, { importId: 1, from: 0, to: 100, contactId: 1 });
      sliceAbout(watched, { key: 1, contactId: 1 });
      editsOf(watched, 1);
    },
    ['imports.that-changed', 'imports.meeting', 'bulk.about', 'contacts.edits'],
  ],
  ['the warnings of an import', (watched) => allWarnings(watched, { id: 'i', kind: 'role' }), ['imports.all-warnings']],
  [
    'whether a person was mailed enough lately',
    (watched) => gotEnough(watched, { contactId: 1, messages: 2, since: 1 }),
    ['campaigns.gotEnough'],
  ],
  [
    'a part of the suppressed that a search looks through, and whom a suppressed domain covers',
    (watched) => {
      // Runs up to its first answer.
      void searchSuppressions(watched, { search: 'anna' }).next();
      coveredBy(watched, 'example.com');
    },
    ['suppressions.reach', 'suppressions.keys', 'suppressions.covered'],
  ],
  ['how much mail a contact got', (watched) => frequencyOf(watched, { contactId: 1, now: 1 }), ['contacts.frequency']],
  [
    'every message to a person',
    (watched) => countForgettable(watched, { contactId: 1, emailKey: 'a@example.com' }),
    ['ledger.of-person'],
  ],
  ['the notes on a contact', (watched) => notesOf(watched, contactId), ['notes.of']],
  [
    'the counts of a timeline',
    (watched) => countTimeline(watched, { contactId: 1 }),
    ['contacts.timeline-count', 'contacts.timeline-mail'],
  ],
  [
    'whether an address was erased',
    (watched) => {
      noteErased(watched, { email: 'gone@example.com', now: 1 });
      return erasedAmong(watched, ['a@example.com', 'b@example.com']);
    },
    ['erased.any', 'erased.among'],
  ],
])('finds %s by indexes', (_what, work, statements) => {
  const plans = plansOf(work);
  expect([...plans.keys()]).toEqual(expect.arrayContaining(statements));
  expect(scans(plans)).toEqual([]);
});

it('looks after a power cut at those that were about to leave, and for no other message', () => {
  const plan = plansOf((watched) => departuresSince(watched, 'boot')).get('departures.since') ?? [];
  expect(plan).toEqual(['SCAN d', expect.stringMatching(/^SEARCH m USING INTEGER PRIMARY KEY/)]);
});

it('looks for who was mailed enough lately in the messages of the sends of that time alone', () => {
  const plan =
    plansOf((watched) => watched.all(sql`/* mailed */ ${mailedEnough({ messages: 2, since: 5 })}`)).get('mailed') ?? [];
  expect(plan).toEqual(expect.arrayContaining(['SCAN s', expect.stringMatching(/^SEARCH m USING INDEX \w+ \(send_id=\?/)]));
  // Of sends there are as many as campaigns; of messages, ten million.
  expect(plan.filter((step) => step.startsWith('SCAN ') && step !== 'SCAN s' && !step.startsWith('SCAN ('))).toEqual([]);
  expect(plan.join()).toContain('SEARCH messages USING');
});

describe('a segment is counted from indexes,', () => {
  const engaged = (what: 'opened' | 'received', part: object) => ({
    kind: 'engagement' as const,
    ...{ what, did: true, times: 1, within: null, campaignId: null, url: null },
    ...part,
  });
  const all = (...rules: Rule[]): Rule => ({ kind: 'group', match: 'all', rules });
  const inList = (): Rule => ({
    kind: 'list',
    listId: db.value<string>(sql`SELECT public_id FROM lists`) ?? '',
    ...{ in: true, status: 'subscribed', method: null, source: '', agreed: null },
  });
  const planOf = (rule: Rule) =>
    plansOf((watched) => watched.value(countSql(db, { rule, now: 1_000_000_000_000 }))).get('segments.count') ?? [];

  it.each<[what: string, rule: () => Rule, step: string]>([
    [
      'a list from that of its memberships',
      inList,
      'SEARCH memberships USING COVERING INDEX memberships_by_list (list_id=? AND status=?)',
    ],
    [
      'what was done ever, or last of late, from the roll-up',
      () => engaged('opened', { within: { lastDays: 30 } }),
      'SEARCH tallies USING PRIMARY KEY (name=?)',
    ],
    [
      'what was done several times of late from the names of events',
      () => engaged('opened', { times: 3, within: { lastDays: 30 } }),
      'SEARCH events USING COVERING INDEX events_by_name (name=? AND at>? AND at<?)',
    ],
  ])('%s', (_what, rule, step) => {
    const plan = planOf(rule());
    expect(plan).toContain(step);
    expect(plan.filter((one) => /^SCAN (contacts|events|messages|memberships)/.test(one))).toEqual([]);
  });

  it('and several conditions are merged in the order of their ids, none of them kept', () => {
    const plan = planOf(all(inList(), engaged('opened', {}), { ...engaged('opened', { within: { lastDays: 9 } }), did: false }));
    expect(plan).toEqual(expect.arrayContaining(['MERGE (INTERSECT)', 'MERGE (EXCEPT)']));
    expect(plan.join()).not.toContain('TEMP B-TREE');
    expect(plan.filter((one) => /^SCAN (contacts|events|messages|memberships)/.test(one))).toEqual([]);
  });
});

describe('the feed of what happened', () => {
  const streams = ['facts', 'sent', 'delivered', 'refused', 'joined', 'gone', 'edited', 'changed'] as const;
  const names = [
    ...['accepted', 'delivered', 'refused', 'joined', 'removed', 'edited', 'changed'],
    ...['subscribed', 'unsubscribed', 'clicked', 'send.started'],
  ];
  /** Steps that read one of the large tables from end to end. */
  const large = (plans: Map<string, string[]>) =>
    scans(plans).filter((step) =>
      /^SCAN (e|m|x|i|b|events|messages|memberships|contact_edits|contacts|removals|change_slices|import_slices|bulk_slices)\b/.test(
        step,
      ),
    );

  it.each([
    ['all of it', { names }],
    ['of some names', { names: ['clicked', 'unsubscribed', 'send.started'] }],
    ['within a time', { names, since: 1, until: 9 }],
    ['of a campaign', { names, campaign: { id: 1, publicId: 'k' } }],
    ['of a person', { names, contactId: 1 }],
  ])('is read by its indexes, a page at a time: %s', async (_, filter) => {
    let page: Promise<unknown> = Promise.resolve();
    const plans = plansOf((watched) => {
      const reads = { rows: async <Row>({ query }: { query: Sql }) => watched.all<Row>(query) };
      page = pageEvents(watched, {
        reads,
        filter,
        before: 'f0.1lsi,s9.9,d9.9,r9.9,j0.1lsi,g0.1lsi,e0.1lsi,c9.0',
        now: 9,
        limit: 50,
      });
    });
    await page;
    expect(plans.size).toBeGreaterThan(1);
    expect(large(plans)).toEqual([]);
  });

  it('is read on, and told to webhooks, by its indexes', () => {
    const options = {
      ...{ workspaceId: 'w', clock: () => 9, logger: silentLogger, changes: createChanges(), secrets: knownSecret },
      styles: [plainStyle],
    };
    const { endpoints } = createWebhooks({ ...options, db });
    const { endpoint } = endpoints.create({ dialect: 'pulsemail', url: 'https://a.example', events: ['*'] });
    const plans = plansOf((watched) => {
      for (const stream of streams) {
        placeNow(watched, stream, 9);
        newsAfter(watched, { stream, after: { at: 0, id: 0 }, names, now: 9, limit: 50 });
        eventByPublicId(watched, { publicId: `${stream[0]}000000100000000a`, now: 9 });
      }
      estimateEvents(watched);
      recordProgress(watched, 9);
      feedSlice({ ...options, db: watched });
      tidyUp({ ...options, db: watched });
      void createReplay({ ...options, db: watched, changed: () => undefined }).many(endpoint.publicId);
    });
    expect(plans.size).toBeGreaterThan(12);
    expect(large(plans)).toEqual([]);
    endpoints.remove(endpoint.publicId);
  });
});
