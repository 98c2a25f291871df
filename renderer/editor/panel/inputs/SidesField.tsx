import { ActionIcon, NumberInput } from '@mantine/core';
import { IconBoxMultiple, IconBoxPadding } from '@tabler/icons-react';
import { useState } from 'react';
import { SMALL_ICON } from '../../../ui/icons.ts';
import { valueAt } from '../../store/path.ts';
import type { InputProps } from './input.ts';
import classes from './inputs.module.css';

const pairs = [
  { name: 'vertical', label: 'Above and below', short: '↕' },
  { name: 'horizontal', label: 'Left and right', short: '↔' },
] as const;
const sides = [
  { name: 'top', label: 'Above', short: '↑', pair: 'vertical' },
  { name: 'bottom', label: 'Below', short: '↓', pair: 'vertical' },
  { name: 'left', label: 'Left', short: '←', pair: 'horizontal' },
  { name: 'right', label: 'Right', short: '→', pair: 'horizontal' },
] as const;

/** Space inside of the edges, by pairs of sides, or each side by itself. */
export function SidesField({ field, labelId, value, onChange }: InputProps) {
  const at = (name: string) => {
    const found = valueAt(value, name);
    return typeof found === 'number' ? found : null;
  };
  const own = sides.some(({ name }) => at(name) !== null);
  const [apart, setApart] = useState(own);
  const now = typeof value === 'object' ? value : {};
  const shown = apart || own;
  const together = () => {
    setApart(!shown);
    if (own) onChange({ ...now, top: null, right: null, bottom: null, left: null });
  };
  return (
    <fieldset className={classes.sides} aria-labelledby={labelId}>
      {(shown ? sides : pairs).map((side) => (
        <NumberInput
          key={side.name}
          aria-label={`${field.label}: ${side.label.toLowerCase()}`}
          title={side.label}
          leftSection={<span aria-hidden>{side.short}</span>}
          leftSectionWidth={24}
          value={at(side.name) ?? ('pair' in side ? (at(side.pair) ?? 0) : 0)}
          min={field.min ?? 0}
          max={field.max ?? 120}
          allowDecimal={false}
          clampBehavior="blur"
          onChange={(next) => {
            if (typeof next === 'number') onChange({ ...now, [side.name]: next });
          }}
        />
      ))}
      <ActionIcon
        aria-label={`${field.label}: each side by itself`}
        aria-pressed={shown}
        title={shown ? 'Sides together' : 'Each side by itself'}
        onClick={together}
      >
        {shown ? <IconBoxMultiple {...SMALL_ICON} /> : <IconBoxPadding {...SMALL_ICON} />}
      </ActionIcon>
    </fieldset>
  );
}
