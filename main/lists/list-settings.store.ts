import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** How a list appears to the people in it, and how they come into it. */
export type ListSettings = {
  /** What they read instead of its name; empty for the name itself. */
  publicName: string;
  /** On no page that recipients see. */
  internal: boolean;
  /** Who is added is pending until they confirm by a link in a mail. */
  doubleOptIn: boolean;
  /** Of that mail; empty for the usual words. */
  confirmSubject: string;
  confirmText: string;
};

type Row = Omit<ListSettings, 'internal' | 'doubleOptIn'> & { internal: number; doubleOptIn: number };

export function settingsOf(db: ReadDb, listId: number): ListSettings | null {
  const row = db.get<Row>(
    sql`/* lists.settings */ SELECT public_name AS publicName, is_internal AS internal, double_opt_in AS doubleOptIn,
        confirm_subject AS confirmSubject, confirm_text AS confirmText FROM lists WHERE id = ${listId}`,
  );
  return row ? { ...row, internal: row.internal === 1, doubleOptIn: row.doubleOptIn === 1 } : null;
}

export const updateSettings = (db: WriteDb, { id, now, ...to }: ListSettings & { id: number; now: number }): void =>
  void db.run(
    sql`/* lists.set-settings */ UPDATE lists SET public_name = ${to.publicName}, is_internal = ${to.internal ? 1 : 0},
      double_opt_in = ${to.doubleOptIn ? 1 : 0}, confirm_subject = ${to.confirmSubject}, confirm_text = ${to.confirmText},
      updated_at = ${now} WHERE id = ${id}`,
  );

/** Whether who is added to a list has to confirm that. */
export const hasDoubleOptIn = (db: ReadDb, listId: number): boolean =>
  db.value<number>(sql`/* lists.double-opt-in */ SELECT double_opt_in FROM lists WHERE id = ${listId}`) === 1;
