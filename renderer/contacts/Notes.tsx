import { ActionIcon, Button, Menu, Textarea } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Note } from '#shared/rpc/person.ts';
import { api } from '../api.ts';
import { confirm } from '../ui/confirm.tsx';
import { ICON } from '../ui/icons.ts';
import { Section } from '../ui/Section.tsx';
import { When } from '../ui/When.tsx';
import classes from './Notes.module.css';

const MOST = 10_000;

/** What somebody here wrote down about a person. Never sent to anyone, but part of what the person may ask for. */
export function Notes({ id }: { id: string }) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState('');
  const { data: notes = [] } = useQuery({
    queryKey: ['contacts', 'notes', id],
    queryFn: ({ signal }) => api.person.notes({ id }, { signal }),
    throwOnError: false,
  });
  const add = useMutation({
    mutationFn: (text: string) => api.person.addNote({ id, text }),
    onSuccess: () => setDraft(''),
    onSettled: () => queries.invalidateQueries({ queryKey: ['contacts', 'notes', id] }),
  });
  const save = () => draft.trim() !== '' && add.mutate(draft);
  return (
    <Section title="Notes" small>
      <Textarea
        aria-label="New note"
        placeholder="Write something down about them"
        autosize
        minRows={1}
        maxRows={8}
        maxLength={MOST}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        }}
      />
      {draft.trim() !== '' && (
        <Button size="xs" className={classes.add ?? ''} loading={add.isPending} onClick={save}>
          Add the note
        </Button>
      )}
      {notes.length > 0 && (
        <ul className={classes.notes}>
          {notes.map((note) => (
            <OneNote key={note.id} note={note} contactId={id} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function OneNote({ note, contactId }: { note: Note; contactId: string }) {
  const queries = useQueryClient();
  const [text, setText] = useState<string | null>(null);
  const { mutate } = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['contacts', 'notes', contactId] }),
  });
  const save = () => {
    if (text === null || text.trim() === '') return;
    if (text.trim() !== note.text) mutate(() => api.person.changeNote({ id: note.id, text }));
    setText(null);
  };
  const remove = async () => {
    const yes = await confirm({
      title: 'Delete this note?',
      body: note.text.length > 200 ? `${note.text.slice(0, 200)}…` : note.text,
      confirmLabel: 'Delete the note',
      danger: true,
    });
    if (yes) mutate(() => api.person.removeNote({ id: note.id }));
  };
  if (text !== null) {
    return (
      <li>
        <Textarea
          aria-label="Note"
          autosize
          autoFocus
          maxRows={16}
          maxLength={MOST}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
            if (event.key === 'Escape') {
              event.preventDefault();
              setText(null);
            }
          }}
        />
        <div className={classes.buttons}>
          <Button size="xs" variant="filled" disabled={text.trim() === ''} onClick={save}>
            Save
          </Button>
          <Button size="xs" onClick={() => setText(null)}>
            Cancel
          </Button>
        </div>
      </li>
    );
  }
  return (
    <li className={classes.note}>
      <div className={classes.words}>
        <div className={classes.text}>{note.text}</div>
        <div className="faint small">
          <When at={note.createdAt} as="dateTime" />
          {note.updatedAt !== note.createdAt && (
            <>
              {' · changed '}
              <When at={note.updatedAt} as="dateTime" />
            </>
          )}
        </div>
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" aria-label={`Change the note “${note.text.slice(0, 40)}”`}>
            <IconDots {...ICON} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setText(note.text)}>Edit</Menu.Item>
          <Menu.Item color="red" onClick={() => void remove()}>
            Delete…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
