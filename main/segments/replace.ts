import { type Replacement, replacedIn } from '#shared/schema/replace.ts';
import type { WriteDb } from '../db/db.ts';
import { listSegments, updateRule } from './segments.store.ts';

/** Conditions that asked for a field or a tag ask for another one. Within a transaction of the caller. */
export function replaceInSegments(db: WriteDb, { replacement, now }: { replacement: Replacement; now: number }): void {
  for (const { id, rule } of listSegments(db)) {
    if (rule === null) continue;
    const next = replacedIn(rule, replacement);
    if (next !== rule) updateRule(db, { id, rule: next, now });
  }
}
