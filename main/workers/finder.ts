import { Worker } from 'node:worker_threads';
import type { Changes, Topic } from '../base/changes.ts';
import type { Logger } from '../base/logger.ts';
import {
  type CountQuestion,
  createFinder,
  type FoundPage,
  forgetOldChanges,
  hasOldChanges,
  lastContactId,
  type PageQuestion,
  type PeopleSet,
} from '../contacts/contacts.ts';
import type { Sql, WriteDb } from '../db/db.ts';
import entry from './finder-entry.ts?modulePath';

/** What is asked of the thread: an answer, or to have ready what will be asked; of `new` people only who they are. */
type Asked = { page: PageQuestion } | { count: CountQuestion } | { rows: Sql } | { prepare: 'all' | 'new' };
export type ToFinder = { id: number } & Asked;
export type FromFinder = { id: number; value: FoundPage | number | unknown[] } | { id: number; error: string };

/** So few are found at once on the thread that asks; a thread of its own would take longer to begin. */
const FEW = 3000;
/** What it holds in memory is given back when nobody has looked for anybody for so long, or the last window went so long ago. */
const IDLE_MS = 10 * 60_000;
const AWAY_MS = 60_000;
/** A window has come, or nothing was announced any more, since so long: what is usually asked is made ready. */
const QUIET_MS = 1500;
/** Who comes by an import is taken in so often, while it goes on. */
const FOLLOW_MS = 1000;
/** Notes of changes are cleared away so often, while more come. */
const CLEAR_MS = 250;
/** Announced where people, their lists or tags may be others than before. */
const ABOUT_PEOPLE: readonly Topic[] = ['contacts', 'lists', 'tags', 'imports', 'suppressions'];

/** Announced where many notes of changes may have been left. */
const LEAVES_NOTES: readonly Topic[] = ['contacts', 'tags', 'lists', 'imports', 'bulk', 'messages', 'sends'];

type Question = Omit<PageQuestion, 'versions'>;
export type PeopleFinder = {
  page: (question: Question) => Promise<FoundPage>;
  /** How many are in a set; what its statements gave is kept until something changes. */
  count: (set: PeopleSet) => Promise<number>;
  /** What a statement finds that looks at very many rows. */
  rows: <Row>(query: Sql) => Promise<Row[]>;
  /** A window is there, so that questions are to be expected until it goes: returns what tells that it has gone. */
  attend: () => () => void;
  stop: () => Promise<void>;
};

/** Finds people without holding up the main thread. */
export function createPeopleFinder({ db, changes, logger }: { db: WriteDb; changes: Changes; logger: Logger }): PeopleFinder {
  const versions = { people: 0, anything: 0 };
  const unsubscribe = changes.subscribe((topics) => {
    versions.anything++;
    if (topics.some((topic) => ABOUT_PEOPLE.includes(topic))) {
      versions.people++;
      expect(topics.includes('imports'));
    }
    if (topics.some((topic) => LEAVES_NOTES.includes(topic))) clear();
  });
  const here = createFinder(db);
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let quiet: NodeJS.Timeout | undefined;
  let [windows, followedAt] = [0, 0];
  let clearing: NodeJS.Timeout | null = null;
  let last = 0;

  /** In slices, so that a million changes are cleared away beside other work. */
  function clear(afterMs = CLEAR_MS): void {
    clearing ??= setTimeout(() => {
      clearing = null;
      try {
        if (hasOldChanges(db) && db.slice(() => forgetOldChanges(db))) clear(0);
      } catch (error) {
        // A full disk, say. They are cleared away another time; nobody is kept from anything by them.
        logger.warn('old changes were not cleared away', { error });
      }
    }, afterMs).unref();
  }

  function begin(): Worker {
    // What it keeps lies outside of V8's heap; garbage is not to pile up in it.
    const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1024 };
    const made = new Worker(entry, { workerData: { file: db.file }, resourceLimits });
    made.unref();
    made.on('message', (answer: FromFinder) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('value' in answer) asked?.resolve(answer.value as never);
      else asked?.reject(new Error(answer.error));
    });
    let reason = 'The thread that finds people ended.';
    made.on('error', (error) => {
      reason = error.message;
    });
    made.on('exit', () => {
      if (worker === made) worker = null;
      for (const { reject } of waiting.values()) reject(new Error(reason));
      waiting.clear();
    });
    return made;
  }

  const rest = (ms = IDLE_MS) => {
    clearTimeout(idle);
    idle = setTimeout(() => void worker?.terminate(), ms).unref();
  };

  /** On this thread where there are few; else on the other, which is begun if need be. */
  const isHere = () => !worker && lastContactId(db) <= FEW;
  function ask<Answer>(asked: Asked): Promise<Answer> {
    if (!worker || !('prepare' in asked)) rest();
    if (!worker) {
      worker = begin();
      // Whoever has it begun will ask more.
      if (!('prepare' in asked)) prepare('all');
    }
    const id = ++last;
    worker.postMessage({ id, ...asked } satisfies ToFinder);
    return new Promise<Answer>((resolve, reject) => waiting.set(id, { resolve, reject }));
  }

  /** In the background. That the thread has ended meanwhile is no failure; whoever needs it is told of others. */
  function prepare(what: 'all' | 'new'): void {
    const failed = (error: unknown) => worker && logger.warn('people were not made ready', { error });
    if (!isHere()) ask({ prepare: what }).catch(failed);
  }

  /** Takes part in what happens to people, if somebody is there who may ask. */
  function expect(begins: boolean): void {
    if (windows === 0 || !(worker || begins)) return;
    if (performance.now() - followedAt > FOLLOW_MS) {
      followedAt = performance.now();
      prepare('new');
    }
    prepareSoon();
  }
  function prepareSoon(): void {
    clearTimeout(quiet);
    quiet = setTimeout(() => prepare('all'), QUIET_MS).unref();
  }

  return {
    attend: () => {
      if (windows++ === 0) prepareSoon();
      clearTimeout(idle);
      if (worker) rest();
      return () => {
        if (--windows > 0) return;
        clearTimeout(quiet);
        rest(AWAY_MS);
      };
    },
    page: (asked) => {
      const page = { ...asked, versions: { ...versions } };
      return isHere() ? here.page(page) : ask({ page });
    },
    count: (set) => {
      const count = { set, versions: { ...versions } };
      return isHere() ? here.count(count) : ask({ count });
    },
    rows: async <Row>(query: Sql) => (isHere() ? db.all<Row>(query) : ask<Row[]>({ rows: query })),
    stop: async () => {
      unsubscribe();
      clearTimeout(idle);
      clearTimeout(quiet);
      if (clearing) clearTimeout(clearing);
      clearing = null;
      await worker?.terminate();
    },
  };
}
