import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Version } from '#shared/rpc/versions.ts';
import { api } from '../../api.ts';
import { ask } from '../../ui/ask.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { SMALL_ICON } from '../../ui/icons.ts';
import { toast, toastError } from '../../ui/toasts.ts';
import { When } from '../../ui/When.tsx';
import { useDraft, useSession } from '../store/context.ts';
import { Compare } from './Compare.tsx';
import { versionsQuery } from './queries.ts';
import classes from './versions.module.css';
import { nameOf } from './words.ts';

/** What this campaign was: versions under names, what was kept by itself, and any of them beside what is there now. */
export function Versions({ onClose }: { onClose: () => void }) {
  const { campaign } = useSession();
  const { data: versions } = useQuery(versionsQuery(campaign.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = versions?.find(({ id }) => id === chosen) ?? versions?.[0] ?? null;
  return (
    <div className={classes.rooms}>
      <div className={classes.list}>
        <NewVersion onMade={setChosen} />
        {versions?.length === 0 && (
          <p className="faint small">
            No versions yet. Give what is there now a name before you try something: you can come back to it at any time.
          </p>
        )}
        <ul aria-label="Versions">
          {versions?.map((version) => (
            <Entry key={version.id} version={version} chosen={version.id === shown?.id} onChoose={() => setChosen(version.id)} />
          ))}
        </ul>
        <p className="faint small">Undo also goes back through everything that was done here, days later, too.</p>
      </div>
      {shown && versions ? (
        <Compare key={shown.id} version={shown} versions={versions} onRestored={onClose} />
      ) : (
        <p className={`${classes.nothing} faint`}>A version is shown here beside what is there now.</p>
      )}
    </div>
  );
}

function NewVersion({ onMade }: { onMade: (id: string) => void }) {
  const { campaign } = useSession();
  const { subject, preheader, document } = useDraft();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: () => api.versions.add({ campaignId: campaign.id, name, draft: { subject, preheader, document } }),
    onSuccess: async ({ id }) => {
      setName('');
      await queries.invalidateQueries({ queryKey: ['versions'] });
      onMade(id);
    },
    onError: toastError,
  });
  return (
    <form
      className={classes.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) add.mutate();
      }}
    >
      <TextInput
        label="Keep what is there now as"
        placeholder="Before Anna's changes"
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" disabled={!name.trim()} loading={add.isPending}>
        Keep
      </Button>
    </form>
  );
}

function Entry({ version, chosen, onChoose }: { version: Version; chosen: boolean; onChoose: () => void }) {
  const queries = useQueryClient();
  const name = nameOf(version);
  const change = useMutation({
    mutationFn: (doing: () => Promise<unknown>) => doing(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['versions'] }),
    onError: toastError,
  });
  const rename = async () => {
    const to = await ask({
      title: 'Name of the version',
      label: 'Name',
      value: version.name,
      confirmLabel: 'Rename',
      maxLength: 100,
    });
    if (to) change.mutate(() => api.versions.rename({ id: version.id, name: to }));
  };
  const remove = async () => {
    const yes = await confirm({
      title: `Delete “${name}”?`,
      body: 'What is there now stays as it is.',
      confirmLabel: 'Delete version',
      danger: true,
    });
    if (!yes) return;
    change.mutate(() => api.versions.remove({ id: version.id }), { onSuccess: () => toast(`“${name}” was deleted.`) });
  };
  return (
    <li className={classes.entry} data-chosen={chosen || undefined}>
      <button type="button" className={classes.choose} aria-pressed={chosen} onClick={onChoose}>
        {name}
        <span className="faint small">
          <When at={version.createdAt} as="dateTime" />
        </span>
      </button>
      <ActionIcon size="sm" aria-label={`Rename ${name}`} onClick={() => void rename()}>
        <IconPencil {...SMALL_ICON} />
      </ActionIcon>
      <ActionIcon size="sm" aria-label={`Delete ${name}`} onClick={() => void remove()}>
        <IconTrash {...SMALL_ICON} />
      </ActionIcon>
    </li>
  );
}
