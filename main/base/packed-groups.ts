import { packIds } from './packed-ids.ts';

/** Something with what it has in common with others: a kind, and a value of whatever is asked about. */
type Row = { id: number; kind: string; value: string | null };

/** Those of one kind and value, in parts. `sampled`: chosen at random from all of the first kind. */
export type PackedGroup = { kind: string; value: string | null; sampled: boolean; count: number; parts: PackedPart[] };
/** Ids as `packIds` makes them, ascending. */
export type PackedPart = { count: number; ids: Uint8Array };

export type Packing = {
  /** How many of `kind` stand apart, chosen at random. */
  sample: { kind: string; count: number } | null;
  /** Only how many there are of each. */
  onlyCount: boolean;
};

/** So few that what is done for a part never takes long. */
const PART = 500;
/** Values above these many are kept apart no more, and in the end only the most frequent. */
const MOST_VALUES = 20_000;
const FREQUENT_VALUES = 2_000;

/** Sorts very many rows into few groups; what comes of a million takes about as many bytes. */
export function packGroups(rows: Iterable<Row>, { sample, onlyCount }: Packing): PackedGroup[] {
  const kinds = new Map<string, Map<string | null, Ids>>();
  for (const { id, kind, value } of rows) {
    let values = kinds.get(kind);
    if (!values) {
      values = new Map();
      kinds.set(kind, values);
    }
    const key = values.size < MOST_VALUES || values.has(value) ? value : null;
    let ids = values.get(key);
    if (!ids) {
      ids = { count: 0, list: [] };
      values.set(key, ids);
    }
    ids.count++;
    if (!onlyCount) ids.list.push(id);
  }
  return [...kinds].flatMap(([kind, values]) =>
    frequent(values).flatMap(([value, ids]) =>
      (sample?.kind === kind && !onlyCount ? apart(ids, sample.count) : [{ ids, sampled: false }]).map((some) => ({
        kind,
        value,
        sampled: some.sampled,
        count: some.ids.count,
        parts: partsOf(some.ids.list),
      })),
    ),
  );
}

type Ids = { count: number; list: number[] };

/** The values that many have; all others count as none. */
function frequent(values: ReadonlyMap<string | null, Ids>): [string | null, Ids][] {
  if (values.size <= FREQUENT_VALUES) return [...values];
  const byCount = [...values].sort(([a, { count: one }], [b, { count: other }]) =>
    a === null ? -1 : b === null ? 1 : other - one,
  );
  const rest = byCount.splice(FREQUENT_VALUES);
  const none = byCount.find(([value]) => value === null)?.[1] ?? { count: 0, list: [] };
  for (const [, { count, list }] of rest) {
    none.count += count;
    for (const id of list) none.list.push(id);
  }
  return [[null, none], ...byCount.filter(([value]) => value !== null)];
}

function apart({ list }: Ids, wanted: number): { ids: Ids; sampled: boolean }[] {
  const most = Math.min(wanted, list.length);
  for (let index = 0; index < most; index++) {
    const other = index + Math.floor(Math.random() * (list.length - index));
    [list[index], list[other]] = [list[other] ?? 0, list[index] ?? 0];
  }
  const [first, others] = [list.slice(0, most), list.slice(most)];
  return [
    { ids: { count: first.length, list: first }, sampled: true },
    { ids: { count: others.length, list: others }, sampled: false },
  ];
}

function partsOf(list: readonly number[]): PackedPart[] {
  const ids = Float64Array.from(list).sort();
  const parts: PackedPart[] = [];
  for (let from = 0; from < ids.length; from += PART) {
    const some = ids.subarray(from, from + PART);
    parts.push({ count: some.length, ids: packIds(some) });
  }
  return parts;
}
