import { SegmentedControl, Select, Switch } from '@mantine/core';
import { IconAlignCenter, IconAlignLeft, IconAlignRight } from '@tabler/icons-react';
import { ICON } from '../../../ui/icons.ts';
import type { InputProps } from './input.ts';
import classes from './inputs.module.css';

const aligns = [
  { value: 'left', label: 'Left', Icon: IconAlignLeft },
  { value: 'center', label: 'Centre', Icon: IconAlignCenter },
  { value: 'right', label: 'Right', Icon: IconAlignRight },
];

export function AlignField({ labelId, value, onChange }: InputProps) {
  return (
    <SegmentedControl
      fullWidth
      aria-labelledby={labelId}
      value={typeof value === 'string' ? value : 'left'}
      onChange={onChange}
      data={aligns.map(({ value: side, label, Icon }) => ({
        value: side,
        label: (
          <span className={classes.icon} title={label}>
            <Icon {...ICON} />
            <span className="unseen">{label}</span>
          </span>
        ),
      }))}
    />
  );
}

/** Values may be numbers, and inputs know only text, so a choice is carried by its place in the list. */
export function ChoiceField({ field, labelId, value, onChange }: InputProps) {
  const choices = field.choices ?? [];
  return (
    <Select
      aria-labelledby={labelId}
      allowDeselect={false}
      value={String(choices.findIndex((choice) => choice.value === value))}
      data={choices.map(({ label }, index) => ({ value: String(index), label }))}
      onChange={(index) => {
        const choice = choices[Number(index)];
        if (choice) onChange(choice.value);
      }}
    />
  );
}

export function SwitchField({ labelId, value, onChange }: InputProps) {
  return (
    <Switch aria-labelledby={labelId} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
  );
}
