import { NumberInput } from '@mantine/core';
import type { InputProps } from './input.ts';

export function NumberField({ field, labelId, value, onChange }: InputProps) {
  // Of a part that a block does not have yet.
  const none = value === undefined && field.placeholder === undefined ? (field.min ?? '') : '';
  return (
    <NumberInput
      aria-labelledby={labelId}
      value={typeof value === 'number' ? value : none}
      {...(field.min === undefined ? {} : { min: field.min })}
      {...(field.max === undefined ? {} : { max: field.max })}
      allowDecimal={false}
      clampBehavior="blur"
      suffix={field.unit === undefined ? ' px' : ` ${field.unit}`}
      {...(field.placeholder === undefined ? {} : { placeholder: field.placeholder })}
      onChange={(next) => {
        if (typeof next === 'number') onChange(next);
        // Where nothing stands for something, emptying is an answer.
        else if (next === '' && field.placeholder !== undefined) onChange(null);
      }}
    />
  );
}
