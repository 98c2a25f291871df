import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { newId } from '../base/ids.ts';
import type { WriteDb } from '../db/db.ts';
import { type AuditEntry, type AuditFilter, countEntries, forgetEntries, insertEntry, pageEntries } from './entries.store.ts';
import { createRequestLog } from './request-log.ts';

export { redacted } from '../base/redacted.ts';
export type { AuditEntry, AuditFilter } from './entries.store.ts';
export type { LoggedRequest } from './request-log.ts';

/** What is put down about one change. Never a body: the names of what was changed at most. */
export type Deed = {
  actor: { type: 'key' | 'user' | 'system'; id: string; label: string };
  /** `window`, or the dialect. */
  via: string;
  /** Noun and verb, as in `subscriber.create`. */
  action: string;
  target: { type: string; id: string };
  ip?: string;
  requestId?: string;
  details?: Record<string, unknown>;
  /** Edits of one thing by one person in this time count as one: a draft is saved with every word. */
  gatherMs?: number;
};

const MOST_KEPT = 100_000;
const TIDY_EACH = 200;
const LONGEST = 200;
const MOST_DETAILS = 2_000;
const GATHERED = 500;

/** The face of the audit log: who changed what, when, and by which way; appended, kept bounded, never edited. */
export type Audit = ReturnType<typeof createAudit>;

export function createAudit({ db, clock, changes }: { db: WriteDb; clock: Clock; changes: Changes }) {
  const lately = new Map<string, number>();

  /** Whether the same was put down a moment ago. */
  function isGathered({ actor, action, target, gatherMs = 0 }: Deed, now: number): boolean {
    if (gatherMs === 0) return false;
    const key = JSON.stringify([actor.id, action, target.type, target.id]);
    const at = lately.get(key);
    if (at !== undefined && now - at < gatherMs) return true;
    if (lately.size >= GATHERED) lately.clear();
    lately.set(key, now);
    return false;
  }

  return {
    /** Puts down what was just done; `publicId` of the entry, or null where it belongs to the one before. */
    record: (deed: Deed): string | null => {
      const now = clock();
      if (isGathered(deed, now)) return null;
      const publicId = newId(now);
      const entry = { publicId, at: now, ...plain(deed) };
      // It does not wait for the disk: who writes much would wait twice for each change.
      db.slice(() => {
        const id = insertEntry(db, entry);
        if (id % TIDY_EACH === 0) forgetEntries(db, { keep: MOST_KEPT, limit: TIDY_EACH * 2 });
      });
      changes.announce('audit');
      return publicId;
    },
    /** Newest first. */
    page: (page: { filter?: AuditFilter; before?: number | null; limit: number }): AuditEntry[] => pageEntries(db, page),
    count: (filter: AuditFilter = {}): number => countEntries(db, filter),
    /** The last requests to the local server, in memory only. */
    requests: createRequestLog(() => changes.announce('requests')),
  };
}

function plain(deed: Deed): Omit<AuditEntry, 'id' | 'publicId' | 'at'> {
  const short = (text: string) => text.slice(0, LONGEST);
  const details = deed.details ?? {};
  return {
    actorType: deed.actor.type,
    actorId: short(deed.actor.id),
    actorLabel: short(deed.actor.label),
    via: short(deed.via),
    action: short(deed.action),
    targetType: short(deed.target.type),
    targetId: short(deed.target.id),
    ip: short(deed.ip ?? ''),
    requestId: short(deed.requestId ?? ''),
    details: JSON.stringify(details).length <= MOST_DETAILS ? details : {},
  };
}
