import { Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { safeHref } from '#shared/content/escape.ts';
import { InsertTag } from '../InsertTag.tsx';
import { insertAt } from '../insert-at.ts';
import type { InputProps } from './input.ts';
import { useTyped } from './use-typed.ts';

const typedText = (value: unknown) => (typeof value === 'string' ? value : String(value ?? ''));

export function TextField({ field, labelId, value, onChange }: InputProps) {
  const lines = field.as === 'multiline';
  const typed = useTyped({ value: typedText(value), onChange });
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const insert = (tag: string) => {
    const next = insertAt(input.current, typed.text, tag);
    typed.type(next.text);
    next.place();
  };
  const shared = {
    ref: input,
    value: typed.text,
    error: typed.error,
    'aria-labelledby': labelId,
    onBlur: typed.onBlur,
    rightSection: <InsertTag onInsert={insert} label={`Insert a merge tag into ${field.label.toLowerCase()}`} />,
  };
  if (!lines) return <TextInput {...shared} onChange={(event) => typed.type(event.currentTarget.value)} />;
  return (
    <Textarea
      {...shared}
      autosize
      minRows={2}
      maxRows={12}
      rightSectionProps={{ style: { alignItems: 'start', paddingTop: 4 } }}
      onChange={(event) => typed.type(event.currentTarget.value)}
    />
  );
}

/** An address without its scheme is meant for the web, one with an @ for mail. */
export function mendLink(text: string): string {
  const link = text.trim();
  return /^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(link) ? `mailto:${link}` : safeHref(link) || link;
}
