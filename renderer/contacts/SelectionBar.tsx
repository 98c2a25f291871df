import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ContactFilter } from '#shared/rpc/contacts.ts';
import type { Group } from '#shared/schema/rule.ts';
import { openExport } from '../exports/open-export.tsx';
import { collectAsSegment, saveAsSegment } from '../segments/save.ts';
import { confirm } from '../ui/confirm.tsx';
import { number, people } from '../ui/format.ts';
import { toastError } from '../ui/toasts.ts';
import { type BulkInput, chosenBy, startBulk } from './bulk.tsx';
import { useLists, useTags } from './queries.ts';
import { openRecentEdits, recentEdits } from './RecentEdits.tsx';
import classes from './SelectionBar.module.css';
import { openSetField } from './SetField.tsx';
import { TagInput } from './TagInput.tsx';
import type { Selection } from './use-selection.ts';

type Props = {
  /** Null until it is known. */
  total: number | null;
  filtered: boolean;
  filter: ContactFilter;
  /** The filter as conditions of a segment; null where it cannot be said so. */
  conditions: Group | null;
  selection: Selection;
  /** The filter was saved as a segment, which means the same from now on. */
  onSaved: (segmentId: string) => void;
  onRemoved: () => void;
};

/** How many match, how many are ticked, and what can be done with them. All of it can be undone. */
export function SelectionBar({ total, filtered, filter, conditions, selection, onSaved, onRemoved }: Props) {
  const { data: lists = [] } = useLists();
  const { data: tags = [] } = useTags();
  const { data: recent = [] } = useQuery(recentEdits);
  const chosen = selection.all ? (total ?? 0) - selection.except.size : selection.keys.size;
  const act = async (action: BulkInput) => {
    await startBulk(chosenBy(selection, filter), action);
  };
  const go = (action: BulkInput) => void act(action).catch(toastError);
  const exportThem = () =>
    openExport({
      contacts: chosen > 0 ? chosenBy(selection, filter) : { filter },
      ...(filter.listId === undefined ? {} : { listId: filter.listId }),
    });
  const save = async () => {
    const id = conditions && (await saveAsSegment(conditions));
    if (id) onSaved(id);
  };
  const collect = () => void collectAsSegment(chosen > 0 ? chosenBy(selection, filter) : { filter });
  const suppress = async () => {
    const yes = await confirm({
      title: `Never mail ${people(chosen)} again?`,
      body: 'They stay in their lists and receive nothing, also when a later file or form brings them in again. You can undo it for 30 days.',
      confirmLabel: `Suppress ${people(chosen)}`,
      danger: true,
    });
    if (yes) go({ kind: 'suppress' });
  };
  const remove = () => {
    go({ kind: 'delete' });
    onRemoved();
    selection.clear();
  };

  return (
    <div className={`${classes.bar} small dim num`} role="toolbar" aria-label="What is selected">
      {/* How many there are at all is read in the heading, and only heard here. */}
      <span role="status" className={filtered || chosen > 0 ? undefined : 'unseen'}>
        {total !== null && (filtered || chosen === 0) && <Matches total={total} filtered={filtered} />}
        {filtered && chosen > 0 && ' · '}
        {chosen > 0 && `${number(chosen)} selected`}
      </span>
      {chosen > 0 && (
        <>
          {!selection.all && total !== null && chosen < total && (
            <button type="button" className="link" onClick={selection.selectAll}>
              {`Select all ${number(total)}`}
            </button>
          )}
          <Menu position="bottom-start">
            <Menu.Target>
              <button type="button" className={classes.action}>
                Add to list
              </button>
            </Menu.Target>
            <Menu.Dropdown className={classes.long}>
              {lists.map(({ id, name, doubleOptIn }) => (
                <Menu.Item key={id} onClick={() => go({ kind: 'addToList', listId: id })}>
                  {name}
                  {doubleOptIn && <div className="dim small">Pending until they confirm by mail</div>}
                </Menu.Item>
              ))}
              {lists.length === 0 && <Menu.Label>There is no list yet</Menu.Label>}
            </Menu.Dropdown>
          </Menu>
          <TagInput label={`Tag ${people(chosen)}`} onTag={(name) => go({ kind: 'addTag', name })}>
            <button type="button" className={classes.action}>
              Tag
            </button>
          </TagInput>
          <button type="button" className={classes.action} onClick={() => openSetField({ count: chosen, act })}>
            Change a field
          </button>
          <Menu position="bottom-start">
            <Menu.Target>
              <button type="button" className={classes.action}>
                Take away
              </button>
            </Menu.Target>
            <Menu.Dropdown className={classes.long}>
              <Menu.Label>A tag</Menu.Label>
              {tags.map(({ id, name }) => (
                <Menu.Item key={id} onClick={() => go({ kind: 'removeTag', name })}>
                  {name}
                </Menu.Item>
              ))}
              <Menu.Label>Out of a list</Menu.Label>
              {lists.map(({ id, name }) => (
                <Menu.Item key={id} onClick={() => go({ kind: 'removeFromList', listId: id })}>
                  {name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <button type="button" className={classes.action} onClick={collect}>
            Keep as segment…
          </button>
          <button type="button" className={classes.action} onClick={() => void suppress()}>
            Suppress…
          </button>
          <button type="button" className={classes.action} onClick={remove}>
            Delete
          </button>
        </>
      )}
      {chosen === 0 && conditions !== null && (
        <button type="button" className={classes.action} onClick={() => void save()}>
          Save as segment…
        </button>
      )}
      {chosen === 0 && conditions === null && total !== null && total > 0 && (filter.search !== '' || filter.report) && (
        <button type="button" className={classes.action} onClick={collect}>
          Keep as segment…
        </button>
      )}
      {total !== null && total > 0 && (
        <button type="button" className={classes.action} onClick={exportThem}>
          {chosen > 0 ? 'Export' : filtered ? 'Export those who match' : 'Export everybody'}
        </button>
      )}
      {chosen > 0 && (
        <button type="button" className={classes.action} onClick={selection.clear}>
          Select none
        </button>
      )}
      {recent.length > 0 && (
        <button type="button" className={classes.action} onClick={openRecentEdits}>
          Recent edits
        </button>
      )}
    </div>
  );
}

function Matches({ total, filtered }: { total: number; filtered: boolean }) {
  const one = total === 1;
  const words = filtered ? (one ? 'person matches' : 'people match') : one ? 'person' : 'people';
  return (
    <>
      <b>{number(total)}</b> {words}
    </>
  );
}
