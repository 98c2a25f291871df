import { Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ContactFilter } from '#shared/rpc/contacts.ts';
import { confirm } from '../ui/confirm.tsx';
import { number, people } from '../ui/format.ts';
import { toast } from '../ui/toasts.ts';
import { addToList, everyIdOf, removeAll, tagAll } from './bulk.ts';
import { useLists } from './queries.ts';
import classes from './SelectionBar.module.css';
import { TagInput } from './TagInput.tsx';
import type { Selection } from './use-selection.ts';

type Props = {
  /** Null until it is known. */
  total: number | null;
  filtered: boolean;
  filter: ContactFilter;
  selection: Selection;
  onRemoved: () => void;
};

/** How many match, how many are ticked, and what can be done with them. */
export function SelectionBar({ total, filtered, filter, selection, onRemoved }: Props) {
  const queries = useQueryClient();
  const { data: lists = [] } = useLists();
  const chosen = selection.keys.size;
  const refresh = () =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) => ['contacts', 'lists', 'tags', 'home'].includes(String(queryKey[0])),
    });

  const selectAll = useMutation({ mutationFn: () => everyIdOf(filter), onSuccess: (ids) => selection.set(ids) });
  const act = useMutation({
    mutationFn: (work: (ids: string[]) => Promise<string>) => work([...selection.keys]),
    onSuccess: (words) => toast(words),
    onSettled: refresh,
  });
  const remove = async () => {
    const yes = await confirm({
      title: `Delete ${people(chosen)}?`,
      body: 'Their fields, lists and timeline go with them. Who has unsubscribed or bounced stays suppressed, so that a later import cannot mail them.',
      confirmLabel: `Delete ${people(chosen)}`,
      danger: true,
      ...(chosen > 100 ? { typed: String(chosen) } : {}),
    });
    if (!yes) return;
    act.mutate(removeAll, {
      onSuccess: () => {
        onRemoved();
        selection.clear();
      },
    });
  };

  return (
    <div className={`${classes.bar} small dim num`} role="toolbar" aria-label="What is selected">
      <span role="status">
        {total !== null && <Matches total={total} filtered={filtered} />}
        {chosen > 0 && ` · ${number(chosen)} selected`}
        {act.isPending && ' · working…'}
      </span>
      {chosen > 0 && (
        <>
          {total !== null && chosen < total && (
            <button type="button" className="link" disabled={selectAll.isPending} onClick={() => selectAll.mutate()}>
              {selectAll.isPending ? 'Selecting…' : `Select all ${number(total)}`}
            </button>
          )}
          <Menu position="bottom-start">
            <Menu.Target>
              <button type="button" className={classes.action} disabled={act.isPending}>
                Add to list
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {lists.map(({ id, name }) => (
                <Menu.Item key={id} onClick={() => act.mutate((ids) => addToList(ids, { id, name }))}>
                  {name}
                </Menu.Item>
              ))}
              {lists.length === 0 && <Menu.Label>There is no list yet</Menu.Label>}
            </Menu.Dropdown>
          </Menu>
          <TagInput label={`Tag ${people(chosen)}`} onTag={(name) => act.mutate((ids) => tagAll(ids, name))}>
            <button type="button" className={classes.action} disabled={act.isPending}>
              Tag
            </button>
          </TagInput>
          <button type="button" className={classes.action} disabled={act.isPending} onClick={() => void remove()}>
            Delete
          </button>
          <button type="button" className={classes.action} onClick={selection.clear}>
            Select none
          </button>
        </>
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
