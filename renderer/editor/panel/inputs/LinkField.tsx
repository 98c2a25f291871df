import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { safeHref } from '#shared/content/escape.ts';
import { SMALL_ICON } from '../../../ui/icons.ts';
import type { InputProps } from './input.ts';
import { mendLink } from './TextField.tsx';
import { useTyped } from './use-typed.ts';

const pages = [
  { href: '{{ unsubscribe_url }}', label: 'Unsubscribe' },
  { href: '{{ preferences_url }}', label: 'Preference page' },
  { href: '{{ web_view_url }}', label: 'Web view of this message' },
] as const;
const schemes = [
  { href: 'mailto:', label: 'Write a mail' },
  { href: 'tel:', label: 'Call a number' },
] as const;

/** Where something leads: an address, or one of the pages that every message has. */
export function LinkField({ field, labelId, value, onChange }: InputProps) {
  const typed = useTyped({ value: typeof value === 'string' ? value : '', onChange, mend: mendLink });
  const [left, setLeft] = useState(true);
  const page = pages.find(({ href }) => href === typed.text.trim());
  const leadsNowhere = left && typed.text.trim() !== '' && safeHref(typed.text) === '';
  return (
    <TextInput
      aria-labelledby={labelId}
      inputMode="url"
      placeholder="https://"
      value={typed.text}
      description={page?.label}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={typed.error ?? (leadsNowhere ? 'This is no address that a reader could follow.' : null)}
      onFocus={() => setLeft(false)}
      onBlur={() => {
        typed.onBlur();
        setLeft(true);
      }}
      onChange={(event) => typed.type(event.currentTarget.value)}
      rightSection={
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size="sm" aria-label={`${field.label}: choose a page`}>
              <IconLink {...SMALL_ICON} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {[...pages, ...schemes].map(({ href, label }) => (
              <Menu.Item key={href} onClick={() => typed.type(href)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      }
    />
  );
}
