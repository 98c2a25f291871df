import type { ReadDb, WriteDb } from '../db/db.ts';
import { requireList } from './list.ts';
import { type ListSettings, settingsOf, updateSettings } from './list-settings.store.ts';

/** The settings of a list together with what recipients call it. */
type ShownSettings = ListSettings & { id: number; name: string; shownName: string };

export function listSettings(db: ReadDb, publicId: string): ShownSettings {
  const { id, name } = requireList(db, publicId);
  const settings = settingsOf(db, id);
  if (!settings) throw new Error('a list that is there has no settings');
  return { ...settings, id, name, shownName: settings.publicName || name };
}

/** Changes what is given. Who is in the list stays what they are there. */
export const changeListSettings = (
  db: WriteDb,
  {
    id: publicId,
    now,
    ...change
  }: { id: string; now: number } & { [Name in keyof ListSettings]?: ListSettings[Name] | undefined },
): void =>
  db.transaction(() => {
    const { id, publicName, internal, doubleOptIn, confirmSubject, confirmText } = listSettings(db, publicId);
    updateSettings(db, {
      id,
      publicName: (change.publicName ?? publicName).trim(),
      internal: change.internal ?? internal,
      doubleOptIn: change.doubleOptIn ?? doubleOptIn,
      confirmSubject: (change.confirmSubject ?? confirmSubject).trim(),
      confirmText: (change.confirmText ?? confirmText).trim(),
      now,
    });
  });
