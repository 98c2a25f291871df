import { ActionIcon, ColorInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { SMALL_ICON } from '../../ui/icons.ts';
import classes from './Look.module.css';

const MOST = 12;
const color = /^#[0-9a-f]{6}$/i;

/** Further colours, offered wherever a colour is chosen. */
export function PaletteField({ value, onChange }: { value: readonly string[]; onChange: (palette: string[]) => void }) {
  const id = useId();
  const [next, setNext] = useState('');
  const mayAdd = color.test(next) && !value.includes(next) && value.length < MOST;
  const add = () => {
    if (!mayAdd) return;
    onChange([...value, next]);
    setNext('');
  };
  return (
    <div>
      <label className={classes.label} htmlFor={id}>
        Further colours to choose from
      </label>
      <div className={classes.palette}>
        {value.map((one) => (
          <button
            key={one}
            type="button"
            className={classes.chip}
            style={{ background: one }}
            aria-label={`Take out ${one}`}
            title={`Take out ${one}`}
            onClick={() => onChange(value.filter((other) => other !== one))}
          >
            <IconX {...SMALL_ICON} />
          </button>
        ))}
        <ColorInput
          id={id}
          className={classes.next ?? ''}
          placeholder="#"
          value={next}
          withEyeDropper={false}
          onChange={setNext}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <ActionIcon aria-label="Add this colour" disabled={!mayAdd} onClick={add}>
          <IconPlus {...SMALL_ICON} />
        </ActionIcon>
      </div>
    </div>
  );
}
