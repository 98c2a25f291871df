import type { WriteDb } from '../../db/db.ts';
import { dropOldAnswers, findAnswer, forgetAnswer, keepAnswer } from './idempotency.store.ts';
import { toJson } from './json-text.ts';

const DAY = 86_400_000;
/** Old answers are dropped with every so manieth request, twice as many as came since. */
const DROP_EACH = 50;

export type Reply = { status: number; body: unknown };

/**
 * What a request does. `whole` happens in one transaction with its answer, so that a crash leaves both or neither. `steps`
 * has to wait for something in between; after a crash it is done again and is told so, for it may find its own work.
 */
export type Work = { kind: 'whole'; run: () => Reply } | { kind: 'steps'; run: (again: boolean) => Promise<Reply> };

type Asked = {
  db: WriteDb;
  key: string;
  fingerprint: string;
  now: number;
  work: Work;
  /** The answer that an error means and that the same request would get again; null where it may fare better next time. */
  lasting: (error: unknown) => Reply | null;
};

export type Once = { answer: { status: number; body: string }; replayed: boolean } | 'other-request';

type UnderWay = { fingerprint: string; answer: Promise<{ status: number; body: string }> };

/** Requests that are done once, however often they come within a day: every one of them gets the first answer. */
export function createIdempotency(): (asked: Asked) => Promise<Once> {
  const underWay = new WeakMap<WriteDb, Map<string, UnderWay>>();
  const ofDatabase = (db: WriteDb): Map<string, UnderWay> => {
    const known = underWay.get(db) ?? new Map<string, UnderWay>();
    underWay.set(db, known);
    return known;
  };

  return async (asked) => {
    const { db, key, fingerprint, now } = asked;
    const running = ofDatabase(db);
    const first = running.get(key);
    if (first) {
      if (first.fingerprint !== fingerprint) return 'other-request';
      return { answer: await first.answer, replayed: true };
    }
    const kept = findAnswer(db, { key, since: now - DAY });
    if (kept && kept.fingerprint !== fingerprint) return 'other-request';
    if (kept && kept.status !== null) return { answer: { status: kept.status, body: kept.body }, replayed: true };
    const answer = perform(asked, kept !== null);
    running.set(key, { fingerprint, answer });
    try {
      return { answer: await answer, replayed: false };
    } finally {
      running.delete(key);
    }
  };
}

/** Whether the same key came with another request within a day. */
export function isUsedOtherwise(
  db: WriteDb,
  { key, fingerprint, now }: { key: string; fingerprint: string; now: number },
): boolean {
  const kept = findAnswer(db, { key, since: now - DAY });
  return kept !== null && kept.fingerprint !== fingerprint;
}

let performed = 0;

async function perform(asked: Asked, again: boolean): Promise<{ status: number; body: string }> {
  const { db, key, fingerprint, now, work, lasting } = asked;
  const keep = ({ status, body }: Reply) => {
    const written = { status, body: body === undefined ? '' : toJson(body).toString() };
    keepAnswer(db, { key, fingerprint, now, ...written });
    return written;
  };
  try {
    if (work.kind === 'whole') {
      return await db.gathered(() => {
        if (performed++ % DROP_EACH === 0) dropOldAnswers(db, { before: now - DAY, most: 2 * DROP_EACH });
        return keep(work.run());
      });
    }
    keepAnswer(db, { key, fingerprint, status: null, body: '', now });
    return keep(await work.run(again));
  } catch (error) {
    const refusal = lasting(error);
    if (refusal) return keep(refusal);
    if (work.kind === 'steps') forgetAnswer(db, key);
    throw error;
  }
}
