import { Textarea } from '@mantine/core';
import { GRID, gridText, rowsIn } from './grid.ts';
import type { InputProps } from './input.ts';
import { useTyped } from './use-typed.ts';

/** Several texts, each on a line. */
export function LinesField({ labelId, value, onChange }: InputProps) {
  const typed = useTyped({
    value: Array.isArray(value) ? value.join('\n') : '',
    onChange: (text) => onChange(text === '' ? [] : text.split('\n')),
  });
  return <Typed typed={typed} labelId={labelId} />;
}

/** The rows of a table, as text; what is copied from a spreadsheet fits. */
export function GridField({ labelId, value, onChange }: InputProps) {
  const typed = useTyped({ value: gridText(value), onChange: (text) => onChange(rowsIn(text)) });
  return (
    <Typed
      typed={typed}
      labelId={labelId}
      hint={`Each row on a line, its cells apart by ${GRID} or as a spreadsheet copies them.`}
    />
  );
}

type Props = { typed: ReturnType<typeof useTyped>; labelId: string; hint?: string };

function Typed({ typed, labelId, hint }: Props) {
  return (
    <Textarea
      aria-labelledby={labelId}
      autosize
      minRows={3}
      maxRows={14}
      value={typed.text}
      error={typed.error}
      {...(hint ? { description: hint, inputWrapperOrder: ['label', 'input', 'description', 'error'] } : {})}
      onBlur={typed.onBlur}
      onChange={(event) => typed.type(event.currentTarget.value)}
    />
  );
}
