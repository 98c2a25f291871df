import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Contact } from '#shared/rpc/contacts.ts';
import { api } from '../api.ts';
import { Chip } from '../ui/Chip.tsx';
import classes from './ContactChips.module.css';
import { TagChip } from './TagChip.tsx';
import { TagInput } from './TagInput.tsx';
import { standing } from './words.ts';

/** Where a person stands, and the tags, which are put on and taken off here. */
export function ContactChips({ contact }: { contact: Contact }) {
  const queries = useQueryClient();
  const onSettled = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => ['contacts', 'tags'].includes(String(queryKey[0])) });
  const tag = useMutation({ mutationFn: (name: string) => api.contacts.tag({ ids: [contact.id], name }), onSettled });
  const untag = useMutation({ mutationFn: (name: string) => api.contacts.untag({ ids: [contact.id], name }), onSettled });
  const { word, tone } = standing(contact);
  return (
    <div className={classes.chips}>
      <Chip tone={tone}>{word}</Chip>
      {contact.tags.map((name) => (
        <TagChip key={name} name={name}>
          <button
            type="button"
            className={classes.remove}
            aria-label={`Take the tag ${name} off`}
            onClick={() => untag.mutate(name)}
          >
            <IconX size={11} aria-hidden />
          </button>
        </TagChip>
      ))}
      <TagInput label="Add a tag" onTag={(name) => tag.mutate(name)}>
        <button type="button" className={classes.add} aria-label="Add a tag" title="Add a tag">
          <IconPlus size={13} aria-hidden />
        </button>
      </TagInput>
    </div>
  );
}
