import { TextInput } from '@mantine/core';
import type { InputProps } from './input.ts';

/** A day, by the calendar of the system. */
export function DayField({ labelId, value, onChange }: InputProps) {
  return (
    <TextInput
      type="date"
      aria-labelledby={labelId}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
