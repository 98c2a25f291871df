import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconBookmarkPlus, IconDots } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BlocksDocument } from '#shared/content/document.ts';
import { outermost } from '#shared/content/tree.ts';
import type { SavedBlock } from '#shared/rpc/saved-blocks.ts';
import { api } from '../../api.ts';
import { ask } from '../../ui/ask.tsx';
import { plural } from '../../ui/format.ts';
import { SMALL_ICON } from '../../ui/icons.ts';
import { toast, toastError } from '../../ui/toasts.ts';
import { addBlocks } from '../actions/add-blocks.ts';
import { excerptOf, faceOf, freshId } from '../blocks.ts';
import { BlockIcon } from '../icons.tsx';
import { useEditor } from '../store/context.ts';
import { chosenOf } from '../store/selection.ts';
import { editingOf } from '../store/store.ts';
import { savedBlocksQuery } from './queries.ts';
import classes from './saved.module.css';

/** Blocks that are kept under a name, for this campaign and all others. */
export function Saved({ document }: { document: BlocksDocument }) {
  const { data: saved } = useQuery(savedBlocksQuery);
  const chosen = useEditor((state) => chosenOf(editingOf(state)));
  const perform = useEditor((state) => state.perform);
  const { change, isPending } = useChange();
  const save = async () => {
    const blocks = outermost(document, chosen);
    const [first] = blocks;
    if (!first) return;
    const name = await ask({
      title: blocks.length > 1 ? `Save ${blocks.length} blocks` : 'Save this block',
      label: 'Name',
      value: excerptOf(first) || faceOf(first.kind).label,
      confirmLabel: 'Save',
      maxLength: 100,
    });
    if (name) change(() => api.savedBlocks.create({ name, blocks }), `“${name}” is saved.`);
  };
  return (
    <div className={classes.saved}>
      <Button
        fullWidth
        disabled={chosen.length === 0}
        loading={isPending}
        leftSection={<IconBookmarkPlus {...SMALL_ICON} />}
        onClick={() => void save()}
      >
        {chosen.length > 1 ? `Save ${chosen.length} blocks` : 'Save the block'}
      </Button>
      {saved?.length === 0 && (
        <p className="faint small">
          Nothing is saved yet. Choose a block on the page, or several with Shift, and save it: a footer, a signature, a table of
          prices.
        </p>
      )}
      <ul aria-label="Saved blocks">
        {saved?.map((one) => (
          <Entry
            key={one.id}
            saved={one}
            onInsert={() => perform(addBlocks, { blocks: one.blocks, freshId })}
            onChange={change}
          />
        ))}
      </ul>
    </div>
  );
}

type Change = (doing: () => Promise<unknown>, done: string) => void;

function useChange(): { change: Change; isPending: boolean } {
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ doing }: { doing: () => Promise<unknown>; done: string }) => doing(),
    onSuccess: async (_, { done }) => {
      await queries.invalidateQueries({ queryKey: ['savedBlocks'] });
      toast(done);
    },
    onError: toastError,
  });
  return { change: (doing, done) => mutation.mutate({ doing, done }), isPending: mutation.isPending };
}

function Entry({ saved, onInsert, onChange }: { saved: SavedBlock; onInsert: () => void; onChange: Change }) {
  const { id, name, blocks } = saved;
  const [first] = blocks;
  const rename = async () => {
    const to = await ask({
      title: 'Name of the saved block',
      label: 'Name',
      value: name,
      confirmLabel: 'Rename',
      maxLength: 100,
    });
    if (to) onChange(() => api.savedBlocks.change({ id, name: to }), `It is “${to}” now.`);
  };
  return (
    <li className={classes.entry}>
      <button type="button" className={classes.insert} aria-label={`Insert ${name}`} onClick={onInsert}>
        {first && <BlockIcon name={faceOf(first.kind).icon} />}
        <span className={classes.label}>
          {name}
          <span className={`${classes.kind} faint small`}>
            {blocks.length > 1 ? plural(blocks.length, 'block') : first ? faceOf(first.kind).label : ''}
          </span>
        </span>
      </button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" aria-label={`More about ${name}`}>
            <IconDots {...SMALL_ICON} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void rename()}>Rename</Menu.Item>
          <Menu.Item
            color="red"
            onClick={() =>
              onChange(() => api.savedBlocks.remove({ id }), `“${name}” was deleted. Campaigns that show it keep it.`)
            }
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
