import { useConnection } from '../../api.ts';
import { exactTime, time } from '../../ui/format.ts';
import type { SaveState } from '../save/autosave.ts';
import { useEditor } from '../store/context.ts';
import classes from './TopBar.module.css';

function wordFor(saving: SaveState): string {
  switch (saving.is) {
    case 'saved':
      return `saved ${time(saving.at)}`;
    case 'saving':
      return 'saving…';
    case 'failed':
      return `not saved: ${saving.message}`;
    case 'conflict':
      return 'not saved: changed in another window';
  }
}

export function SavedWord() {
  const saving = useEditor((state) => state.saving);
  // A write waits a while for a lost connection; until then it would only say that it is being saved.
  const waits = useConnection() === 'lost' && saving.is !== 'saved' && saving.is !== 'conflict';
  const text = waits ? 'not saved: Letterpress is not answering, the edits are kept here' : wordFor(saving);
  return (
    <span
      role="status"
      className={`${classes.saved} num`}
      data-failed={waits || saving.is === 'failed' || saving.is === 'conflict' || undefined}
      title={saving.is === 'saved' ? exactTime(saving.at) : text}
    >
      {text}
    </span>
  );
}
