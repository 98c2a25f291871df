import type { Changes, Topic } from '../../base/changes.ts';

/** Screens ask again for what they show when something changed, so a fast send announces itself twice a second only. */
const EVERY_MS = 500;

type Announcer = {
  soon: () => void;
  /** As soon as the transaction that is being written is done. */
  now: () => void;
  end: () => void;
};

export function createAnnouncer(changes: Changes, ...topics: Topic[]): Announcer {
  let timer: NodeJS.Timeout | undefined;
  const fire = () => {
    timer = undefined;
    changes.announce(...topics);
  };
  return {
    soon: () => {
      timer ??= setTimeout(fire, EVERY_MS).unref();
    },
    now: () => {
      clearTimeout(timer);
      timer = setTimeout(fire, 0);
    },
    end: () => {
      if (!timer) return;
      clearTimeout(timer);
      fire();
    },
  };
}
