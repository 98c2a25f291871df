import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { ago, date } from '../ui/format.ts';
import { toastError } from '../ui/toasts.ts';
import classes from './bulk.module.css';
import { undoBulk, words } from './bulk.tsx';

export const recentEdits = { queryKey: ['bulk', 'recent'], queryFn: () => api.bulk.recent({}) };

export const openRecentEdits = (): string => modals.open({ title: 'Recent bulk edits', size: 'lg', children: <RecentEdits /> });

/** Also where nobody is left: perhaps that is what has to be undone. */
export function RecentEditsButton() {
  const { data: edits = [] } = useQuery(recentEdits);
  return edits.length === 0 ? null : (
    <Button variant="subtle" onClick={openRecentEdits}>
      Recent edits
    </Button>
  );
}

/** What was done to many in the last 30 days, each to be undone. */
function RecentEdits() {
  const { data: edits = [] } = useQuery(recentEdits);
  if (edits.length === 0) return <div className="dim">Nothing was done to many at once in the last 30 days.</div>;
  return (
    <ul className={`${classes.recent} num`}>
      {edits.map((edit) => (
        <li key={edit.id}>
          <div>
            {words(edit)}
            <div className="faint small">
              {ago(edit.startedAt)}
              {edit.canUndo && ` · can be undone until ${date(edit.undoUntil)}`}
            </div>
          </div>
          {edit.canUndo && (
            <Button size="xs" aria-label={`Undo: ${edit.words}`} onClick={() => void undoBulk(edit.id).catch(toastError)}>
              Undo
            </Button>
          )}
          {edit.state === 'running' && (
            <Button
              size="xs"
              aria-label={`Stop: ${edit.words}`}
              onClick={() => void api.bulk.cancel({ id: edit.id }).catch(toastError)}
            >
              Stop
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
