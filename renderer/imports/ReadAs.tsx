import { Select } from '@mantine/core';
import type { Reading } from '#shared/rpc/imports.ts';
import classes from './ReadAs.module.css';

const encodings: { value: Reading['encoding']; label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252' },
  { value: 'utf-16le', label: 'UTF-16 (LE)' },
  { value: 'utf-16be', label: 'UTF-16 (BE)' },
];
const delimiters: { value: Reading['delimiter']; label: string }[] = [
  { value: ',', label: 'commas' },
  { value: ';', label: 'semicolons' },
  { value: '\t', label: 'tabs' },
  { value: '|', label: 'bars' },
];

/** How the bytes of the file are understood; the preview follows at once. */
export function ReadAs({ reading, onChange }: { reading: Reading; onChange: (reading: Reading) => void }) {
  const choice = <Value extends string>(
    label: string,
    data: { value: Value; label: string }[],
    value: Value,
    take: (value: Value) => void,
  ) => (
    <Select
      aria-label={label}
      className={classes.choice ?? ''}
      data={data}
      value={value}
      allowDeselect={false}
      onChange={(next) => {
        const chosen = data.find((option) => option.value === next);
        if (chosen) take(chosen.value);
      }}
    />
  );
  return (
    <div className={classes.line}>
      <span className="dim">Read as</span>
      {choice('Encoding', encodings, reading.encoding, (encoding) => onChange({ ...reading, encoding }))}
      {choice('Delimiter', delimiters, reading.delimiter, (delimiter) => onChange({ ...reading, delimiter }))}
      {choice(
        'First row',
        [
          { value: 'names', label: 'first row is names' },
          { value: 'person', label: 'first row is a person' },
        ],
        reading.header ? 'names' : 'person',
        (next) => onChange({ ...reading, header: next === 'names' }),
      )}
      <span className="faint small">found by looking at the file; change it and the preview follows</span>
    </div>
  );
}
