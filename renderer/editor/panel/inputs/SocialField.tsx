import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { SMALL_ICON } from '../../../ui/icons.ts';
import { valueAt } from '../../store/path.ts';
import type { InputProps } from './input.ts';
import classes from './inputs.module.css';
import { mendLink } from './TextField.tsx';
import { useTyped } from './use-typed.ts';

type Link = { name: string; href: string };

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const linksIn = (value: unknown): Link[] =>
  Array.isArray(value) ? value.map((link) => ({ name: text(valueAt(link, 'name')), href: text(valueAt(link, 'href')) })) : [];

const MOST = 12;

/** Several named links. */
export function SocialField({ field, labelId, value, onChange }: InputProps) {
  const links = linksIn(value);
  return (
    <fieldset className={classes.links} aria-labelledby={labelId}>
      {links.map((link, index) => (
        <LinkRow
          // biome-ignore lint/suspicious/noArrayIndexKey: links have nothing but their place that would stay the same while they are typed
          key={index}
          number={index + 1}
          link={link}
          onChange={(next) => onChange(links.map((other, at) => (at === index ? next : other)))}
          onRemove={() => onChange(links.filter((_, at) => at !== index))}
        />
      ))}
      {links.length < MOST && (
        <Button
          size="xs"
          leftSection={<IconPlus {...SMALL_ICON} />}
          aria-label={`${field.label}: one more`}
          onClick={() => onChange([...links, { name: '', href: '' }])}
        >
          One more
        </Button>
      )}
    </fieldset>
  );
}

function LinkRow(props: { number: number; link: Link; onChange: (link: Link) => string | null; onRemove: () => void }) {
  const { number, link, onChange, onRemove } = props;
  const name = useTyped({ value: link.name, onChange: (next) => onChange({ ...link, name: next }) });
  const href = useTyped({ value: link.href, onChange: (next) => onChange({ ...link, href: next }), mend: mendLink });
  return (
    <div className={classes.link}>
      <TextInput
        aria-label={`Name of link ${number}`}
        value={name.text}
        error={name.error}
        onBlur={name.onBlur}
        onChange={(event) => name.type(event.currentTarget.value)}
      />
      <TextInput
        aria-label={`Address of link ${number}`}
        placeholder="https://"
        value={href.text}
        error={href.error}
        onBlur={href.onBlur}
        onChange={(event) => href.type(event.currentTarget.value)}
      />
      <ActionIcon aria-label={`Remove link ${number}`} onClick={onRemove}>
        <IconX {...SMALL_ICON} />
      </ActionIcon>
    </div>
  );
}
