import { NumberInput, Select } from '@mantine/core';
import { valueAt } from '../../store/path.ts';
import { ColorField } from './ColorField.tsx';
import type { InputProps } from './input.ts';
import classes from './inputs.module.css';

const MOST = 12;
const styles = [
  { value: 'solid', label: 'Solid' },
  { value: 'dashed', label: 'Dashed' },
  { value: 'dotted', label: 'Dotted' },
];

/** A line around: how thick, how drawn, in which colour. The latter two are asked once there is one. */
export function BorderField({ field, labelId, value, onChange }: InputProps) {
  const width = Number(valueAt(value, 'width') ?? 0);
  const style = String(valueAt(value, 'style') ?? 'solid');
  const color = String(valueAt(value, 'color') ?? '');
  const give = (change: object) => onChange({ width, style, color, ...change });
  return (
    <fieldset className={classes.pair} aria-labelledby={labelId}>
      <NumberInput
        aria-label={`${field.label}: thickness`}
        value={width}
        min={0}
        max={MOST}
        suffix=" px"
        allowDecimal={false}
        clampBehavior="blur"
        onChange={(next) => {
          if (typeof next === 'number') give({ width: next });
        }}
      />
      {width > 0 && (
        <>
          <Select
            aria-label={`${field.label}: line`}
            allowDeselect={false}
            value={style}
            data={styles}
            onChange={(next) => next && give({ style: next })}
          />
          <div className={classes.whole}>
            <ColorField
              label={`${field.label}: colour`}
              placeholder="As the text"
              value={color}
              onChange={(next) => give({ color: next })}
            />
          </div>
        </>
      )}
    </fieldset>
  );
}
