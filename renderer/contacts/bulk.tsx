import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { BulkEdit, ChosenContacts } from '#shared/rpc/bulk.ts';
import { api } from '../api.ts';
import { number, people } from '../ui/format.ts';
import { toastError } from '../ui/toasts.ts';
import classes from './bulk.module.css';
import type { Selection } from './use-selection.ts';

export type BulkInput = Parameters<typeof api.bulk.start>[0]['action'];

/** Those who are ticked: by name, or all that match but some. */
export const chosenBy = (selection: Selection, filter: Extract<ChosenContacts, { filter: unknown }>['filter']): ChosenContacts =>
  selection.all ? { filter, without: [...selection.except] } : { ids: [...selection.keys] };

/** Does something to many. A note tells how far it is, on whichever screen, and offers to undo it in the end. */
export async function startBulk(who: ChosenContacts, action: BulkInput): Promise<void> {
  const { id } = await api.bulk.start({ who, action });
  void followBulk(id);
}

export async function undoBulk(id: string): Promise<void> {
  await api.bulk.undo({ id });
  void followBulk(id);
}

/** Shows how far an edit is. It goes on by itself; what goes wrong stands in the note. */
export async function followBulk(id: string): Promise<void> {
  const noteId = `bulk-${id}`;
  notifications.hide(noteId);
  let shown = false;
  const show = (edit: BulkEdit) => {
    const working = edit.state === 'running' || edit.state === 'undoing';
    const note = {
      id: noteId,
      message: <Note edit={edit} />,
      color: edit.state === 'failed' ? 'red' : 'gray',
      loading: working,
      autoClose: working ? (false as const) : 15_000,
      withCloseButton: !working,
    };
    if (shown) notifications.update(note);
    else notifications.show(note);
    shown = true;
  };
  try {
    for await (const edit of api.bulk.watch({ id })) show(edit);
  } catch (error) {
    notifications.hide(noteId);
    toastError(error);
  }
}

function Note({ edit }: { edit: BulkEdit }) {
  const act = (work: Promise<unknown>) => void work.catch(toastError);
  return (
    <div className={`${classes.note} num`}>
      <span>{words(edit)}</span>
      {edit.state === 'running' && (
        <Button size="compact-xs" onClick={() => act(api.bulk.cancel({ id: edit.id }))}>
          Stop
        </Button>
      )}
      {edit.canUndo && (
        <Button size="compact-xs" onClick={() => act(undoBulk(edit.id))}>
          Undo
        </Button>
      )}
    </div>
  );
}

/** What is being done, or was, and to how many. */
export function words(edit: BulkEdit): string {
  const { state, people: all, done, changed, restored, leftAlone, error } = edit;
  const kept = leftAlone > 0 ? `; ${number(leftAlone)} were changed since and stay as they are` : '';
  switch (state) {
    case 'running':
      return `${edit.words}: ${all === 0 ? 'finding them' : `${number(done)} of ${people(all)}`}…`;
    case 'undoing':
      return `Undoing “${edit.words}”: ${number(restored + leftAlone)} of ${people(changed)}…`;
    case 'undone':
      return `“${edit.words}” is undone for ${people(restored)}${kept}.`;
    case 'failed':
      return `${edit.words}: stopped after ${people(done)}. ${error}`;
    case 'cancelled':
      return `${edit.words}: stopped after ${number(done)} of ${people(all)}, ${number(changed)} of them ${edit.kind === 'askToConfirm' ? 'asked' : 'changed'}.`;
    case 'interrupted':
      return `${edit.words}: cut off after ${number(done)} of ${people(all)}, when Letterpress was closed.`;
    case 'finished': {
      const same = all - changed;
      if (edit.kind === 'askToConfirm')
        return `${edit.words}: ${people(changed)} asked${same > 0 ? `; ${number(same)} could not be` : ''}.`;
      if (edit.kind === 'delete') return `${people(changed)} deleted.`;
      return `${edit.words}: ${people(changed)}${same > 0 ? `; ${number(same)} stayed as they were` : ''}.`;
    }
  }
}
