import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../../api.ts';
import { plural } from '../../ui/format.ts';
import { ICON } from '../../ui/icons.ts';
import { Section } from '../../ui/Section.tsx';
import type { Draft } from '../draft/difference.ts';
import classes from './SubjectSection.module.css';

type Props = { draft: Draft; change: (change: Partial<Draft>) => void; focused?: boolean };

/** What stands in the recipient's inbox before the message is opened. */
export function SubjectSection({ draft, change, focused = false }: Props) {
  return (
    <Section title="What they see first">
      <div className={classes.fields}>
        <MergeInput
          label="Subject"
          focused={focused}
          placeholder="Winter bread is back"
          description={draft.subject ? plural([...draft.subject].length, 'character') : 'The first thing anybody reads.'}
          value={draft.subject}
          onChange={(subject) => change({ subject })}
        />
        <MergeInput
          label="Preheader"
          placeholder="Rye, spelt and the plaited one, from Friday"
          description="The line after the subject; without one, mail programs take the first words of the message."
          value={draft.preheader}
          onChange={(preheader) => change({ preheader })}
        />
      </div>
    </Section>
  );
}

type InputProps = {
  label: string;
  placeholder: string;
  description: string;
  focused?: boolean;
  value: string;
  onChange: (value: string) => void;
};

/** A line of text into which merge tags can be put where the cursor stands. */
function MergeInput({ label, placeholder, description, focused = false, value, onChange }: InputProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  const tags = useQuery({
    queryKey: ['fields', 'merge-tags'],
    queryFn: ({ signal }) => api.content.mergeTags({}, { signal }),
  }).data;
  const insert = (tag: string) => {
    const start = input.current?.selectionStart ?? value.length;
    const end = input.current?.selectionEnd ?? value.length;
    onChange(value.slice(0, start) + tag + value.slice(end));
    // After the menu has given the focus back.
    setTimeout(() => {
      input.current?.focus();
      input.current?.setSelectionRange(start + tag.length, start + tag.length);
    });
  };
  return (
    <TextInput
      ref={input}
      label={label}
      placeholder={placeholder}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      maxLength={998}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSection={
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={`Put a merge tag into the ${label.toLowerCase()}`} title="Merge tags">
              <IconBraces {...ICON} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown className={classes.tags ?? ''}>
            <Menu.Label>Put in where the cursor is</Menu.Label>
            {tags?.map(({ tag, label: meaning }) => (
              <Menu.Item key={tag} onClick={() => insert(tag)}>
                {meaning} <span className="mono faint">{tag}</span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      }
    />
  );
}
