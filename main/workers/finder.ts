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
import type { WriteDb } from '../db/db.ts';
import entry from './finder-entry.ts?modulePath';

export type ToFinder = { id: number } & ({ page: PageQuestion } | { count: CountQuestion });
export type FromFinder = { id: number; value: FoundPage | number } | { id: number; error: string };

/** So few are found at once on the thread that asks; a thread of its own would take longer to begin. */
const FEW = 3000;
/** What it holds in memory is given back when nobody has looked for anybody for so long. */
const IDLE_MS = 10 * 60_000;
/** Announced where people, their lists or tags may be others than before. */
const ABOUT_PEOPLE: readonly Topic[] = ['contacts', 'lists', 'tags', 'imports', 'suppressions'];

/** Announced where many notes of changes may have been left. */
const LEAVES_NOTES: readonly Topic[] = ['contacts', 'tags', 'lists', 'imports', 'bulk', 'messages', 'sends'];

type Question = Omit<PageQuestion, 'versions'>;
export type PeopleFinder = {
  page: (question: Question) => Promise<FoundPage>;
  /** How many are in a set; what its statements gave is kept until something changes. */
  count: (set: PeopleSet) => Promise<number>;
  stop: () => Promise<void>;
};

/** Finds people without holding up the main thread. */
export function createPeopleFinder({ db, changes, logger }: { db: WriteDb; changes: Changes; logger: Logger }): PeopleFinder {
  const versions = { people: 0, anything: 0 };
  const unsubscribe = changes.subscribe((topics) => {
    versions.anything++;
    if (topics.some((topic) => ABOUT_PEOPLE.includes(topic))) versions.people++;
    if (topics.some((topic) => LEAVES_NOTES.includes(topic))) clear();
  });
  const here = createFinder(db);
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let clearing: NodeJS.Immediate | null = null;
  let last = 0;

  /** In slices, so that a million changes are cleared away beside other work. */
  function clear(): void {
    clearing ??= setImmediate(() => {
      clearing = null;
      try {
        if (hasOldChanges(db) && db.slice(() => forgetOldChanges(db))) clear();
      } catch (error) {
        // A full disk, say. They are cleared away another time; nobody is kept from anything by them.
        logger.warn('old changes were not cleared away', { error });
      }
    });
  }

  function begin(): Worker {
    const made = new Worker(entry, { workerData: { file: db.file } });
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

  const rest = () => {
    clearTimeout(idle);
    idle = setTimeout(() => void worker?.terminate(), IDLE_MS);
    idle.unref();
  };

  /** On this thread where there are few; else on the other, which is begun if need be. */
  const isHere = () => !worker && lastContactId(db) <= FEW;
  function ask<Answer>(asked: { page: PageQuestion } | { count: CountQuestion }): Promise<Answer> {
    rest();
    worker ??= begin();
    const id = ++last;
    worker.postMessage({ id, ...asked } satisfies ToFinder);
    return new Promise<Answer>((resolve, reject) => waiting.set(id, { resolve, reject }));
  }

  return {
    page: (asked) => {
      const page = { ...asked, versions: { ...versions } };
      return isHere() ? here.page(page) : ask({ page });
    },
    count: (set) => {
      const count = { set, versions: { ...versions } };
      return isHere() ? here.count(count) : ask({ count });
    },
    stop: async () => {
      unsubscribe();
      clearTimeout(idle);
      if (clearing) clearImmediate(clearing);
      clearing = null;
      await worker?.terminate();
    },
  };
}
