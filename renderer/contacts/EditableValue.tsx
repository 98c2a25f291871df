import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FieldType } from '#shared/schema/words.ts';
import { date } from '../ui/format.ts';
import classes from './EditableValue.module.css';

type Value = string | number | boolean;

type Props = {
  label: string;
  type: FieldType;
  /** Of a field of choices, in their order. */
  choices?: readonly string[];
  value: Value | undefined;
  onSave: (value: Value | '') => void;
};

/** A fact that becomes an input when it is pressed. Enter or leaving saves, Escape does not. */
export function EditableValue({ label, type, choices = [], value, onSave }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const current = value === undefined ? '' : String(value);
  const save = (text: string) => {
    setDraft(null);
    const next = text.trim();
    if (next === current) return;
    if (type === 'number' && next !== '' && Number.isFinite(Number(next))) onSave(Number(next));
    else if (type === 'boolean' && next !== '') onSave(next === 'true');
    else onSave(next);
  };

  if (draft === null) {
    return (
      <button
        type="button"
        className={classes.value}
        aria-label={`${label}: ${shown(type, value) || 'empty'}; change`}
        onClick={() => setDraft(current)}
      >
        {shown(type, value) || <span className="faint">–</span>}
      </button>
    );
  }
  if (type === 'boolean' || type === 'choice') {
    const options = type === 'boolean' ? yesNo : choices.map((choice) => ({ value: choice, label: choice }));
    return (
      <Select
        aria-label={label}
        size="xs"
        defaultDropdownOpened
        autoFocus
        searchable={options.length > 12}
        data={[...options, { value: '', label: 'not known' }]}
        value={draft}
        onChange={(next) => save(next ?? '')}
        onBlur={() => setDraft(null)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          setDraft(null);
        }}
      />
    );
  }
  const wrong = type === 'number' && draft.trim() !== '' && !Number.isFinite(Number(draft));
  return (
    <TextInput
      aria-label={label}
      size="xs"
      autoFocus
      type={type === 'date' ? 'date' : 'text'}
      inputMode={type === 'number' ? 'decimal' : 'text'}
      value={draft}
      error={wrong && 'A number, please'}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => (wrong ? setDraft(null) : save(draft))}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !wrong) save(draft);
        if (event.key === 'Escape') {
          event.preventDefault();
          setDraft(null);
        }
      }}
    />
  );
}

const yesNo = [
  { value: 'true', label: 'yes' },
  { value: 'false', label: 'no' },
];

function shown(type: FieldType, value: Value | undefined): string {
  if (value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (type === 'date') {
    // A day without a time; noon keeps it the same day in every zone.
    const at = Date.parse(`${value}T12:00:00`);
    return Number.isNaN(at) ? String(value) : date(at);
  }
  return String(value);
}
