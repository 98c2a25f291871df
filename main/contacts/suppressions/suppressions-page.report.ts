import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SuppressionRow, SuppressionSort } from '#shared/rpc/suppressions.ts';
import { type SuppressionReason, suppressionReason } from '#shared/schema/words.ts';
import { likeAnywhere, type ReadDb, type Sql, sql, sqlJoin } from '../../db/db.ts';

export type SuppressionFilter = { search: string; reason?: SuppressionReason | undefined; domains?: boolean | undefined };
type Page = SuppressionFilter & { sort: SuppressionSort; descending: boolean; offset: number; limit: number };

type Row = Omit<SuppressionRow, 'reason'> & { reason: string };
const columns = sql`email_key AS key, email, reason, evidence, created_at AS createdAt`;
const parse = (row: Row): SuppressionRow => ({ ...row, reason: suppressionReason.parse(row.reason) });

/** How many keys are looked at before others get a turn: well under a frame. */
const AT_ONCE = 5000;
/** Stands between keys: a sign that no server takes in an address, and that nobody looks for. */
const BETWEEN = '\u001f';
/** More than this nobody scrolls through after a search. */
const MOST_FOUND = 20_000;

/** A window into the suppressions. What is sorted by has an index, and the second half is counted from the end. */
export async function pageSuppressions(
  db: ReadDb,
  page: Page,
  signal?: AbortSignal,
): Promise<{ rows: SuppressionRow[]; total: number }> {
  const search = page.search.trim();
  if (search !== '') return (inKeys(page) ? foundInKeys : foundInRows)(db, { ...page, search }, signal);
  const where = ruleOf(page);
  const total = db.value<number>(sql`/* suppressions.count */ SELECT count(*) AS count FROM suppressions ${where}`) ?? 0;
  const size = Math.min(page.limit, total - page.offset);
  if (size <= 0) return { rows: [], total };
  const fromEnd = total - page.offset - size;
  const backwards = fromEnd < page.offset;
  const keys = db
    .all<{ key: string }>(
      sql`/* suppressions.page */ SELECT email_key AS key FROM suppressions ${where} ${orderOf(page, backwards)}
        LIMIT ${size} OFFSET ${backwards ? fromEnd : page.offset}`,
    )
    .map((row) => row.key);
  if (backwards) keys.reverse();
  return { rows: rowsOf(db, keys), total };
}

/** Looks at the rows of domains, or at those with letters beyond ASCII, some at a time: others cannot have what is sought. */
async function foundInRows(db: ReadDb, page: Page, signal?: AbortSignal): Promise<{ rows: SuppressionRow[]; total: number }> {
  const matching: Row[] = [];
  let after = '';
  for (let read = AT_ONCE; read === AT_ONCE && matching.length < MOST_FOUND && !signal?.aborted; await nextTurn()) {
    const some = rowsAfter(db, page, after);
    read = some.length;
    after = some.at(-1)?.key ?? after;
    for (const { found, ...row } of some) if (found) matching.push(row);
  }
  const { sort, descending, offset, limit } = page;
  const value = (row: Row) => (sort === 'time' ? row.createdAt : sort === 'reason' ? row.reason : row.key);
  matching.sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : a.key < b.key ? -1 : 1));
  if (descending) matching.reverse();
  return { rows: matching.slice(offset, offset + limit).map(parse), total: matching.length };
}

function rowsAfter(db: ReadDb, { search, domains, reason }: SuppressionFilter, after: string): (Row & { found: number })[] {
  const like = likeAnywhere(search);
  const which = domains ? sqlJoin(domainRule({ search, domains }), ' AND ') : sql`length(email) <> octet_length(email)`;
  const ofReason = reason === undefined ? sql`1` : sql`reason = ${reason}`;
  return db.all(
    sql`/* suppressions.rows-after */ SELECT ${columns},
        (email_key LIKE ${like} ESCAPE '\\' OR email LIKE ${like} ESCAPE '\\') AND ${ofReason} AS found
      FROM suppressions WHERE ${which} AND email_key > ${after} ORDER BY email_key LIMIT ${AT_ONCE}`,
  );
}

const inKeys = ({ search, domains }: SuppressionFilter): boolean => /^[\x20-\x7e]+$/.test(search) && !domains;

/**
 * Looks at every key, some at a time, since a part of an address is what no index goes by. They are counted where they are
 * and read for the window only, so that a search which finds nearly all takes no longer than any other.
 */
async function foundInKeys(db: ReadDb, page: Page, signal?: AbortSignal): Promise<{ rows: SuppressionRow[]; total: number }> {
  const search = page.search.toLowerCase();
  const keys: string[] = [];
  let total = 0;
  let last: Last | undefined;
  do {
    const some = keysOf(db, page, last);
    for (const key of matchesIn(some.text, search)) {
      if (total++ >= page.offset && keys.length < page.limit) keys.push(key);
    }
    last = some.last;
    await nextTurn();
  } while (last && total < MOST_FOUND && !signal?.aborted);
  return { rows: rowsOf(db, keys), total };
}

/** The next keys in one text, which is read several times as fast as a row for each; `last` is null behind the last of all. */
function keysOf(db: ReadDb, page: Page, after: Last | undefined): { text: string; last: Last | undefined } {
  const found = db.get<{ text: string | null; count: number }>(
    sql`/* suppressions.keys-in-order */ SELECT group_concat(key, ${BETWEEN}) AS text, count(*) AS count FROM (${sliceOf(page, after)})`,
  );
  const text = found?.text ?? '';
  const key = text.slice(text.lastIndexOf(BETWEEN) + 1);
  const place = () =>
    db.get<Last>(
      sql`/* suppressions.place */ SELECT reason, created_at AS at, email_key AS key FROM suppressions WHERE email_key = ${key}`,
    ) ??
    // A key that has the sign in it, which a file may have brought.
    db.get<Last>(
      sql`/* suppressions.reach-in-order */ SELECT s.reason, s.created_at AS at, s.email_key AS key
        FROM (${sliceOf(page, after)} OFFSET ${AT_ONCE - 1}) x JOIN suppressions s ON s.email_key = x.key`,
    );
  return { text, last: found?.count === AT_ONCE ? place() : undefined };
}

/** Keys with a part in them. The part is plain text, so that it is never found across two keys. */
function* matchesIn(text: string, part: string): Generator<string> {
  for (let at = text.indexOf(part); at >= 0; ) {
    const end = text.indexOf(BETWEEN, at);
    yield text.slice(text.lastIndexOf(BETWEEN, at) + 1, end < 0 ? undefined : end);
    at = end < 0 ? end : text.indexOf(part, end);
  }
}

type Last = { reason: string; at: number; key: string };

/** Columns in the order of each sort, all of them in one index; `key` is always the last. */
const sorted: Record<SuppressionSort, { column: Sql; name: keyof Last }[]> = {
  reason: [
    { column: sql`reason`, name: 'reason' },
    { column: sql`created_at`, name: 'at' },
    { column: sql`email_key`, name: 'key' },
  ],
  time: [
    { column: sql`created_at`, name: 'at' },
    { column: sql`email_key`, name: 'key' },
  ],
  address: [{ column: sql`email_key`, name: 'key' }],
};
const as: Record<keyof Last, Sql> = { reason: sql`reason`, at: sql`created_at AS at`, key: sql`email_key AS key` };

/** The next rows in the order of the page. Of one reason those of a reason are in the order of time. */
function sliceOf({ sort, descending, reason }: Page, last: Last | undefined): Sql {
  const order = sorted[sort === 'reason' && reason !== undefined ? 'time' : sort];
  const places = sqlJoin(
    order.map(({ column }) => column),
    ', ',
  );
  const rules = reason === undefined ? [] : [sql`reason = ${reason}`];
  if (last) {
    const from = sqlJoin(
      order.map(({ name }) => sql`${last[name]}`),
      ', ',
    );
    rules.push(descending ? sql`(${places}) < (${from})` : sql`(${places}) > (${from})`);
  }
  const by = order.map(({ column }) => (descending ? sql`${column} DESC` : sql`${column} ASC`));
  return sql`SELECT ${sqlJoin(
    order.map(({ name }) => as[name]),
    ', ',
  )} FROM suppressions ${rules.length === 0 ? sql`` : sql`WHERE ${sqlJoin(rules, ' AND ')}`}
    ORDER BY ${sqlJoin(by, ', ')} LIMIT ${AT_ONCE}`;
}

/** All that match, some at a time. Only ASCII is in the keys as it is read; any other text needs the rows themselves. */
export async function* searchSuppressions(db: ReadDb, filter: SuppressionFilter, signal?: AbortSignal): AsyncGenerator<Row[]> {
  const search = filter.search.trim().toLowerCase();
  let after: Place | null = { at: Number.MIN_SAFE_INTEGER, key: '' };
  while (after && !signal?.aborted) {
    const from: Place = after;
    after =
      db.get<Place>(sql`/* suppressions.reach */ SELECT at, key FROM (${following(from)}) LIMIT 1 OFFSET ${AT_ONCE - 1}`) ?? null;
    yield inKeys(filter) ? byKey(db, { ...filter, search }, from) : byRow(db, { ...filter, search }, from);
    await nextTurn();
  }
}

type Place = { at: number; key: string };

/** The next keys in the order of time, from an index that has nothing else in it. */
const following = ({ at, key }: Place): Sql =>
  sql`SELECT created_at AS at, email_key AS key FROM suppressions WHERE (created_at, email_key) > (${at}, ${key})
    ORDER BY created_at, email_key LIMIT ${AT_ONCE}`;

function byKey(db: ReadDb, { search, reason }: SuppressionFilter, from: Place): Row[] {
  const keys = db
    .all<{ key: string }>(sql`/* suppressions.keys */ SELECT key FROM (${following(from)}) WHERE instr(key, ${search})`)
    .map(({ key }) => key);
  return keys.length === 0 ? [] : storedRows(db, keys).filter((row) => reason === undefined || row.reason === reason);
}

function byRow(db: ReadDb, filter: SuppressionFilter, from: Place): Row[] {
  const like = likeAnywhere(filter.search);
  const rules = [
    sql`(email_key LIKE ${like} ESCAPE '\\' OR email LIKE ${like} ESCAPE '\\')`,
    ...(filter.reason === undefined ? [] : [sql`reason = ${filter.reason}`]),
    ...domainRule(filter),
  ];
  return db.all<Row>(
    sql`/* suppressions.search */ SELECT ${columns} FROM suppressions
      WHERE email_key IN (SELECT key FROM (${following(from)})) AND ${sqlJoin(rules, ' AND ')}`,
  );
}

const domainRule = ({ domains }: SuppressionFilter): Sql[] => (domains ? [sql`email_key >= '@' AND email_key < 'A'`] : []);

function ruleOf(filter: SuppressionFilter): Sql {
  const rules = [...(filter.reason === undefined ? [] : [sql`reason = ${filter.reason}`]), ...domainRule(filter)];
  return rules.length === 0 ? sql`` : sql`WHERE ${sqlJoin(rules, ' AND ')}`;
}

const orders: Record<SuppressionSort, { up: Sql; down: Sql }> = {
  time: {
    up: sql`ORDER BY created_at ASC, email_key ASC`,
    down: sql`ORDER BY created_at DESC, email_key DESC`,
  },
  address: { up: sql`ORDER BY email_key ASC`, down: sql`ORDER BY email_key DESC` },
  reason: {
    up: sql`ORDER BY reason ASC, created_at ASC, email_key ASC`,
    down: sql`ORDER BY reason DESC, created_at DESC, email_key DESC`,
  },
};

const orderOf = ({ sort, descending }: Page, backwards: boolean): Sql => orders[sort][descending !== backwards ? 'down' : 'up'];

const storedRows = (db: ReadDb, keys: readonly string[]): Row[] =>
  db.all<Row>(
    sql`/* suppressions.rows */ SELECT ${columns} FROM suppressions WHERE email_key IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`,
  );

function rowsOf(db: ReadDb, keys: readonly string[]): SuppressionRow[] {
  const known = new Map(storedRows(db, keys).map((row) => [row.key, parse(row)]));
  return keys.flatMap((key) => known.get(key) ?? []);
}

/** How many contacts a suppressed domain covers by itself, without those of its sub-domains. */
export const coveredBy = (db: ReadDb, domain: string): number =>
  db.value<number>(
    sql`/* suppressions.covered */ SELECT count(*) FROM contacts WHERE substr(email_key, instr(email_key, '@') + 1) = ${domain}`,
  ) ?? 0;
