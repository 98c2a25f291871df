import fc from 'fast-check';
import type { DateTest, FieldTest, Group, Leaf, MomentTest, Period, Rule } from '#shared/schema/rule.ts';
import { membershipStatus, suppressionReason } from '#shared/schema/words.ts';
import { wallTimeAt } from '#shared/schema/zoned-time.ts';
import { fold } from '../base/fold.ts';
import { createContact, createField, ensureTag, suppress } from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { createList } from '../lists/lists.ts';

/** Sunday, 29 March 2026, 01:30 in UTC: clocks in Berlin have just gone forward. */
export const NOW = Date.UTC(2026, 2, 29, 1, 30);
const DAY = 86_400_000;

export const words = [
  'Müller',
  'muller',
  'MÜLLER',
  'Straße',
  'ss',
  'ﬁ',
  'Ørsted',
  'İ',
  'a',
  'A%',
  '_',
  "O'Brien",
  '日本',
  'é',
  'é',
  'ΟΔΟΣ',
  '"; --',
  'x y',
];
const hosts = ['example.com', 'mail.example', 'xn--bcher-kva.example', 'example.org'];
const days = [
  '2026-03-28',
  '2026-03-29',
  '2026-03-30',
  '1990-03-29',
  '1988-02-29',
  '2000-12-31',
  '1999-01-01',
  '2025-10-26',
  '2026-04-05',
];
const numbers = [0, -1, 1, 3, 3.5, 1e9];
const moments = [
  0,
  1,
  30,
  59,
  60,
  24 * 60,
  25 * 60,
  2 * 24 * 60 + 90,
  7 * 24 * 60,
  30 * 24 * 60,
  153 * 24 * 60 + 30,
  400 * 24 * 60,
].map((minutes) => NOW - minutes * 60_000);
const names = ['opened', 'clicked', 'ordered', 'called "x"'];
const urls = ['https://a.example/1', 'https://a.example/2'];

const pick = <Item>(items: readonly Item[]) => fc.constantFrom(...items);
const maybe = <Item>(of: fc.Arbitrary<Item>) => fc.option(of, { nil: undefined });

/** People and what they did, of few kinds, so that rules often meet somebody. */
export const world = fc.record({
  people: fc.array(
    fc.record({
      host: pick(hosts),
      firstName: fc.option(pick(words), { nil: '' }),
      lastName: fc.option(pick(words), { nil: '' }),
      city: maybe(pick(words)),
      age: maybe(pick(numbers)),
      vip: maybe(fc.boolean()),
      born: maybe(pick(days)),
      createdAt: pick(moments),
      tags: fc.uniqueArray(pick([0, 1])),
      lists: fc.uniqueArray(
        fc.record({
          list: pick([0, 1]),
          status: pick(membershipStatus.options),
          method: pick(['import', 'form']),
          source: pick(['', 'Messe Köln', 'shop']),
          agreedAt: fc.option(pick(moments)),
        }),
        { selector: ({ list }) => list },
      ),
      suppressed: maybe(pick(suppressionReason.options)),
      byHand: fc.boolean(),
      messages: fc.array(
        fc.record({
          campaign: pick([0, 1]),
          status: pick(['accepted', 'accepted', 'refused', 'uncertain', 'pending']),
          kind: pick(['campaign', 'campaign', 'test']),
          at: pick(moments),
        }),
        { maxLength: 3 },
      ),
      events: fc.array(
        fc.record({
          name: pick(names),
          campaign: fc.option(pick([0, 1])),
          link: fc.option(pick([0, 1])),
          at: pick(moments),
          data: fc.dictionary(
            pick(['amount', 'a"b', "x'); DROP"]),
            fc.oneof(pick(numbers), pick(words), fc.boolean(), fc.constant(null)),
            {
              maxKeys: 2,
            },
          ),
        }),
        { maxLength: 4 },
      ),
    }),
    { minLength: 1, maxLength: 14 },
  ),
});
export type World = typeof world extends fc.Arbitrary<infer Made> ? Made : never;
export type Person = World['people'][number];

/** Ids as rules name them. */
export type Ids = { lists: string[]; tags: string[]; campaigns: string[]; byHand: string };

/** Writes the people down; the id of a contact is its place plus one. */
export function fill(db: WriteDb, { people }: World): Ids {
  createField(db, { label: 'City', type: 'text', now: 1 });
  createField(db, { label: 'Age', type: 'number', now: 1 });
  createField(db, { label: 'VIP', type: 'boolean', now: 1 });
  createField(db, { label: 'Born', type: 'date', now: 1 });
  const lists = ['L0', 'L1'].map((name) => createList(db, { name, now: 1 }));
  const tags = ['T0', 'T1'].map((name) => ensureTag(db, { name, now: 1 }));
  const tagIds = tags.map((id) => db.value<string>(sql`SELECT public_id FROM tags WHERE id = ${id}`) ?? '');
  db.run(
    sql`INSERT INTO transports (id, public_id, kind, name, settings, created_at, updated_at) VALUES (1, 't', 'inbox', 't', '{}', 1, 1)`,
  );
  const campaigns = ['c0', 'c1'];
  campaigns.forEach((publicId, at) => {
    db.run(sql`INSERT INTO campaigns (id, public_id, name, document, audience, created_at, updated_at)
      VALUES (${at + 1}, ${publicId}, ${publicId}, '{}', '{}', 1, 1)`);
    db.run(sql`INSERT INTO sends (id, public_id, campaign_id, transport_id, state, content, started_at)
      VALUES (${at + 1}, ${publicId}, ${at + 1}, 1, 'finished', '{}', 1)`);
    urls.forEach((url, link) => {
      db.run(sql`INSERT INTO links (id, send_id, url) VALUES (${at * 2 + link + 1}, ${at + 1}, ${url})`);
    });
  });
  db.run(
    sql`INSERT INTO segments (id, public_id, name, rule, created_at, updated_at) VALUES (1, 'byhand', 'By hand', NULL, 1, 1)`,
  );
  people.forEach((person, at) => {
    const id = at + 1;
    const { city, age, vip, born } = person;
    const given = { city, age, vip, born };
    const fields = Object.fromEntries(
      Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
    const { id: made } = createContact(db, {
      email: emailOf(person, at),
      firstName: person.firstName,
      lastName: person.lastName,
      fields,
      now: person.createdAt,
    });
    if (made !== id) throw new Error('ids are not counted up');
    for (const tag of person.tags) db.run(sql`INSERT INTO contact_tags VALUES (${id}, ${tags[tag] ?? 0})`);
    for (const { list, status, method, source, agreedAt } of person.lists) {
      db.run(sql`INSERT INTO memberships (public_id, contact_id, list_id, status, consent_method, consent_source, consent_at, created_at, updated_at)
        VALUES (${`${id}-${list}`}, ${id}, ${lists[list]?.id ?? 0}, ${status}, ${method}, ${source}, ${agreedAt}, 1, 1)`);
    }
    if (person.suppressed) suppress(db, { email: emailOf(person, at), reason: person.suppressed, evidence: '', now: 1 });
    if (person.byHand) db.run(sql`INSERT INTO segment_members VALUES (1, ${id})`);
    for (const { campaign, status, kind, at: when } of received(person)) {
      const email = emailOf(person, at);
      const message =
        db.run(sql`INSERT INTO messages (send_id, transport_id, kind, contact_id, email, email_key, status, created_at)
        VALUES (${kind === 'test' ? null : campaign + 1}, 1, ${kind}, ${id}, ${email}, ${email}, 'pending', 1)`).lastId;
      db.run(sql`UPDATE messages SET status = ${status}, attempted_at = ${when}, settled_at = ${when} WHERE id = ${message}`);
    }
    for (const { name, campaign, link, at: when, data } of person.events) {
      const linkId = name === 'clicked' && campaign !== null && link !== null ? campaign * 2 + link + 1 : null;
      db.run(sql`INSERT INTO events (name, contact_id, send_id, link_id, at, data)
        VALUES (${name}, ${id}, ${campaign === null ? null : campaign + 1}, ${linkId}, ${when}, ${JSON.stringify(data)})`);
    }
  });
  return { lists: lists.map(({ publicId }) => publicId), tags: tagIds, campaigns, byHand: 'byhand' };
}

const emailOf = (person: Person, at: number): string => `p${at}.Name@${person.host}`;
/** A person has one message of a send. */
const received = ({ messages }: Person) =>
  messages.filter((one, at) => messages.findIndex(({ campaign }) => campaign === one.campaign) === at);

const textTests = fc.oneof(
  fc.record({
    type: fc.constant('text' as const),
    op: pick(['is', 'is-not', 'contains', 'contains-not', 'begins', 'ends'] as const),
    value: pick(words),
  }),
  fc.record({
    type: fc.constant('text' as const),
    op: fc.constant('one-of' as const),
    values: fc.array(pick(words), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('text' as const), op: pick(['empty', 'filled'] as const) }),
);
const numberTests = fc.oneof(
  fc.record({
    type: fc.constant('number' as const),
    op: pick(['is', 'is-not', 'less', 'at-most', 'more', 'at-least'] as const),
    value: pick(numbers),
  }),
  fc.record({
    type: fc.constant('number' as const),
    op: fc.constant('between' as const),
    from: pick(numbers),
    to: pick(numbers),
  }),
  fc.record({ type: fc.constant('number' as const), op: pick(['empty', 'filled'] as const) }),
);
const booleanTests = fc.record({ type: fc.constant('boolean' as const), op: pick(['yes', 'no', 'empty', 'filled'] as const) });
const span = pick([0, 1, 2, 7, 40, 365]);
const dayTests = fc.oneof(
  fc.record({ type: fc.constant('date' as const), op: pick(['on', 'before', 'after'] as const), day: pick(days) }),
  fc.record({ type: fc.constant('date' as const), op: fc.constant('between' as const), from: pick(days), to: pick(days) }),
  fc.record({ type: fc.constant('date' as const), op: pick(['last', 'next', 'not-last'] as const), days: span }),
  fc.record({ type: fc.constant('date' as const), op: pick(['empty', 'filled'] as const) }),
);
const momentTests = fc.oneof(
  dayTests,
  fc.record({ type: fc.constant('date' as const), op: pick(['earlier', 'later'] as const), at: pick(moments) }),
);
const dateTests = fc.oneof(
  dayTests,
  fc.record({ type: fc.constant('date' as const), op: fc.constant('anniversary-next' as const), days: span }),
);
const periods = fc.oneof(
  fc.constant(null),
  fc.record({ lastDays: pick([1, 2, 7, 30, 200]) }),
  fc.record({ from: pick(days), to: pick(days) }),
  fc.record({ since: pick(moments) }),
);
const times = pick([1, 1, 2, 3]);

/** Any rule at all about such people. */
export function rules(ids: Ids): fc.Arbitrary<Group> {
  const kind = <Kind extends Leaf['kind']>(name: Kind) => fc.constant(name);
  const orNull = <Item>(of: fc.Arbitrary<Item>) => fc.option(of, { nil: null });
  const leaf: fc.Arbitrary<Leaf> = fc.oneof(
    fc.record({ kind: kind('field'), key: fc.constant('city'), test: textTests }),
    fc.record({ kind: kind('field'), key: fc.constant('age'), test: numberTests }),
    fc.record({ kind: kind('field'), key: fc.constant('vip'), test: booleanTests }),
    fc.record({ kind: kind('field'), key: fc.constant('born'), test: dateTests }),
    fc.record({ kind: kind('contact'), name: pick(['first-name', 'last-name'] as const), test: textTests }),
    fc.record({
      kind: kind('contact'),
      name: pick(['email', 'domain'] as const),
      test: fc.record({
        type: fc.constant('text' as const),
        op: pick(['is', 'is-not', 'contains', 'contains-not', 'begins', 'ends'] as const),
        value: pick([...hosts, 'EXAMPLE', 'p1', 'P1.name@example.com', '.name@', "'"]),
      }),
    }),
    fc.record({ kind: kind('created'), test: momentTests }),
    fc.record({ kind: kind('tag'), tagId: pick(ids.tags), has: fc.boolean() }),
    fc.record({
      kind: kind('list'),
      listId: orNull(pick(ids.lists)),
      in: fc.boolean(),
      status: orNull(pick(membershipStatus.options)),
      method: orNull(pick(['import', 'form'] as const)),
      source: pick(['', 'koln', 'SHOP']),
      agreed: orNull(momentTests),
    }),
    fc.record({
      kind: kind('engagement'),
      what: pick(['received', 'opened', 'clicked'] as const),
      did: fc.boolean(),
      times,
      within: periods,
      campaignId: orNull(pick(ids.campaigns)),
      url: orNull(pick(urls)),
    }),
    fc.record({
      kind: kind('event'),
      name: pick(names),
      did: fc.boolean(),
      times,
      within: periods,
      where: fc.array(
        fc.record({ property: pick(['amount', 'a"b', "x'); DROP"]), test: fc.oneof(textTests, numberTests, booleanTests) }),
        { maxLength: 2 },
      ),
    }),
    fc.record({ kind: kind('mailed'), hours: pick([1, 24, 25, 1000]), did: fc.boolean() }),
    fc.record({ kind: kind('suppressed'), is: fc.boolean(), reason: orNull(pick(suppressionReason.options)) }),
    fc.record({ kind: kind('segment'), segmentId: fc.constant(ids.byHand), in: fc.boolean() }),
  );
  const { group } = fc.letrec<{ rule: Rule; group: Group }>((tie) => ({
    rule: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('group')),
    group: fc.record({
      kind: fc.constant('group' as const),
      match: pick(['all', 'any', 'none'] as const),
      rules: fc.array(tie('rule'), { maxLength: 4 }),
    }),
  }));
  return group;
}

/** The plain filter that the compiled statement has to agree with. */
export function fulfils({ person, at, zone, ids }: { person: Person; at: number; zone: string; ids: Ids }, rule: Rule): boolean {
  const again = (inner: Rule) => fulfils({ person, at, zone, ids }, inner);
  const test = (value: unknown, of: FieldTest) => passes(value, of, zone);
  const onDay = (moment: number | null, of: MomentTest) => {
    if ('at' in of) return moment !== null && (of.op === 'earlier' ? moment < of.at : moment > of.at);
    return test(moment === null ? undefined : wallTimeAt(moment, zone).slice(0, 10), of);
  };
  switch (rule.kind) {
    case 'group':
      if (rule.match === 'all') return rule.rules.every(again);
      return rule.rules.some(again) === (rule.match === 'any');
    case 'field':
      return test(person[rule.key as 'city'], rule.test);
    case 'contact': {
      if (rule.name === 'first-name') return test(person.firstName, rule.test);
      if (rule.name === 'last-name') return test(person.lastName, rule.test);
      return test(rule.name === 'domain' ? person.host : emailOf(person, at).toLowerCase(), rule.test);
    }
    case 'created':
      return onDay(person.createdAt, rule.test);
    case 'tag':
      return person.tags.includes(ids.tags.indexOf(rule.tagId)) === rule.has;
    case 'list':
      return (
        person.lists.some(
          (one) =>
            (rule.listId === null || ids.lists[one.list] === rule.listId) &&
            (rule.status === null || one.status === rule.status) &&
            (rule.method === null || one.method === rule.method) &&
            fold(one.source).includes(fold(rule.source)) &&
            (rule.agreed === null || onDay(one.agreedAt, rule.agreed)),
        ) === rule.in
      );
    case 'engagement': {
      const found =
        rule.what === 'received'
          ? received(person).filter(
              (one) =>
                one.status === 'accepted' &&
                one.kind !== 'test' &&
                (rule.campaignId === null || ids.campaigns[one.campaign] === rule.campaignId),
            )
          : person.events.filter(
              (one) =>
                one.name === rule.what &&
                (rule.campaignId === null || (one.campaign !== null && ids.campaigns[one.campaign] === rule.campaignId)) &&
                (rule.what === 'opened' ||
                  rule.url === null ||
                  (one.campaign !== null && one.link !== null && urls[one.link] === rule.url)),
            );
      return found.filter((one) => inPeriod(one.at, rule.within, zone)).length >= rule.times === rule.did;
    }
    case 'event': {
      const found = person.events.filter(
        (one) =>
          one.name === rule.name &&
          inPeriod(one.at, rule.within, zone) &&
          rule.where.every(({ property, test: of }) => test((one.data as Record<string, unknown>)[property], of)),
      );
      return found.length >= rule.times === rule.did;
    }
    case 'mailed':
      return (
        received(person).some(
          (one) =>
            one.at >= NOW - rule.hours * 3_600_000 &&
            one.kind !== 'test' &&
            (one.status === 'accepted' || one.status === 'uncertain'),
        ) === rule.did
      );
    case 'suppressed':
      return (person.suppressed !== undefined && (rule.reason === null || person.suppressed === rule.reason)) === rule.is;
    case 'segment':
      return person.byHand === rule.in;
    case 'import':
      throw new Error('not here');
  }
}

function inPeriod(at: number, period: Period, zone: string): boolean {
  if (period === null) return true;
  if ('lastDays' in period) return at >= NOW - period.lastDays * DAY;
  if ('since' in period) return at > period.since;
  const day = wallTimeAt(at, zone).slice(0, 10);
  return day >= period.from && day <= period.to;
}

/** Whether a value, or that there is none, passes. */
function passes(value: unknown, test: FieldTest, zone: string): boolean {
  switch (test.type) {
    case 'text': {
      const text = typeof value === 'string' ? fold(value) : '';
      switch (test.op) {
        case 'is':
          return text !== '' && text === fold(test.value);
        case 'is-not':
          return !(text !== '' && text === fold(test.value));
        case 'contains':
          return text.includes(fold(test.value));
        case 'contains-not':
          return !text.includes(fold(test.value));
        case 'begins':
          return text.startsWith(fold(test.value));
        case 'ends':
          return text.endsWith(fold(test.value));
        case 'one-of':
          return test.values.map(fold).includes(text);
        default:
          return (text === '') === (test.op === 'empty');
      }
    }
    case 'number': {
      const number = typeof value === 'number' ? value : undefined;
      if (test.op === 'empty') return number === undefined;
      if (test.op === 'is-not') return number !== test.value;
      if (number === undefined) return false;
      if (!('value' in test)) return test.op !== 'between' || (number >= test.from && number <= test.to);
      return {
        is: number === test.value,
        less: number < test.value,
        'at-most': number <= test.value,
        more: number > test.value,
        'at-least': number >= test.value,
      }[test.op];
    }
    case 'boolean':
      return { yes: value === true, no: value === false, empty: typeof value !== 'boolean', filled: typeof value === 'boolean' }[
        test.op
      ];
    case 'date':
      return passesDay(typeof value === 'string' ? value : undefined, test, zone);
  }
}

function passesDay(day: string | undefined, test: DateTest, zone: string): boolean {
  const today = wallTimeAt(NOW, zone).slice(0, 10);
  const away = day === undefined ? Number.NaN : (Date.parse(day) - Date.parse(today)) / DAY;
  switch (test.op) {
    case 'empty':
      return day === undefined;
    case 'filled':
      return day !== undefined;
    case 'on':
      return day === test.day;
    case 'before':
      return day !== undefined && day < test.day;
    case 'after':
      return day !== undefined && day > test.day;
    case 'between':
      return day !== undefined && day >= test.from && day <= test.to;
    case 'last':
      return away <= 0 && away >= -test.days;
    case 'not-last':
      return !(away <= 0 && away >= -test.days);
    case 'next':
      return away >= 0 && away <= test.days;
    case 'anniversary-next':
      return day !== undefined && birthdays(day, today).some((next) => next <= test.days);
  }
}

/** In how many days the day of the year is kept, this year and the next. */
function birthdays(day: string, today: string): number[] {
  const year = Number(today.slice(0, 4));
  return [year, year + 1]
    .map((one) => {
      const leap = new Date(Date.UTC(one, 1, 29)).getUTCMonth() === 1;
      return `${one}-${day.endsWith('02-29') && !leap ? '02-28' : day.slice(5)}`;
    })
    .map((next) => (Date.parse(next) - Date.parse(today)) / DAY)
    .filter((ahead) => ahead >= 0);
}
