import { Radio, Select, TagsInput, TextInput } from '@mantine/core';
import type { ImportOptions } from '#shared/rpc/imports.ts';
import { membershipStatus } from '#shared/schema/words.ts';
import { useLists, useTags } from '../contacts/queries.ts';
import classes from './ImportChoices.module.css';

export type Choices = Required<Pick<ImportOptions, 'existing' | 'status' | 'consentSource' | 'tags'>> & {
  /** Null for a new list. */
  listId: string | null;
  newName: string;
};

/** A new list with the name of the file: nothing that exists is touched unless it is chosen. */
export const firstChoices = (fileName: string): Choices => ({
  listId: null,
  newName: fileName.replace(/\.[^.]+$/, '').slice(0, 200),
  existing: 'fill',
  status: 'subscribed',
  consentSource: '',
  tags: [],
});

const NEW_LIST = 'new';

const policies: { value: Choices['existing']; label: string; meaning: string }[] = [
  {
    value: 'skip',
    label: 'Leave as they are',
    meaning: 'Their names, fields and tags stay. They join the list, unless they left it or receive no mail at all.',
  },
  { value: 'fill', label: 'Fill what is missing', meaning: 'Nothing that is known is lost.' },
  { value: 'overwrite', label: 'Overwrite', meaning: 'What the file says counts.' },
];

type Props = { choices: Choices; onChange: (choices: Choices) => void; statusMapped: boolean };

/** Where people go, what happens to those already known, and how they agreed. */
export function ImportChoices({ choices, onChange, statusMapped }: Props) {
  const { data: lists = [] } = useLists();
  const { data: tags = [] } = useTags();
  const set = (next: Partial<Choices>) => onChange({ ...choices, ...next });
  return (
    <div className={classes.columns}>
      <fieldset className={classes.part}>
        <legend className="eyebrow">Into</legend>
        <Select
          aria-label="List"
          data={[{ value: NEW_LIST, label: 'A new list' }, ...lists.map(({ id, name }) => ({ value: id, label: name }))]}
          value={choices.listId ?? NEW_LIST}
          allowDeselect={false}
          searchable={lists.length > 8}
          onChange={(value) => set({ listId: value === NEW_LIST ? null : value })}
        />
        {choices.listId === null && (
          <TextInput
            aria-label="Name of the new list"
            placeholder="Name of the new list"
            value={choices.newName}
            maxLength={200}
            onChange={(event) => set({ newName: event.currentTarget.value })}
          />
        )}
        {!statusMapped && (
          <Select
            aria-label="Status"
            data={membershipStatus.options.map((value) => ({ value, label: `as ${value}` }))}
            value={choices.status}
            allowDeselect={false}
            onChange={(value) => set({ status: membershipStatus.parse(value) })}
          />
        )}
        <TagsInput
          aria-label="Tags"
          placeholder={choices.tags.length === 0 ? 'Tags, if you like' : ''}
          data={tags.map(({ name }) => name)}
          value={choices.tags}
          maxTags={20}
          onChange={(next) => set({ tags: next.map((name) => name.trim().slice(0, 60)).filter(Boolean) })}
        />
      </fieldset>
      <fieldset className={classes.part}>
        <legend className="eyebrow">People we already know</legend>
        <Radio.Group
          aria-label="People we already know"
          value={choices.existing}
          onChange={(value) => set({ existing: policies.find((policy) => policy.value === value)?.value ?? 'fill' })}
        >
          <div className={classes.policies}>
            {policies.map(({ value, label, meaning }) => (
              <Radio key={value} value={value} label={label} description={choices.existing === value ? meaning : undefined} />
            ))}
          </div>
        </Radio.Group>
      </fieldset>
      <fieldset className={classes.part}>
        <legend className="eyebrow">How they agreed</legend>
        <TextInput
          aria-label="How they agreed"
          placeholder="Signed at the counter, paper form"
          value={choices.consentSource}
          maxLength={500}
          onChange={(event) => set({ consentSource: event.currentTarget.value })}
        />
        <div className="faint small">Kept with each person as evidence.</div>
      </fieldset>
    </div>
  );
}
