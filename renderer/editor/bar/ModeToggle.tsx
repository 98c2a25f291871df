import { Tooltip } from '@mantine/core';
import { IconAlignLeft, IconDeviceDesktop, IconDeviceMobile, type TablerIcon } from '@tabler/icons-react';
import { ICON } from '../../ui/icons.ts';
import { useEditor } from '../store/context.ts';
import type { Mode } from '../store/store.ts';
import classes from './TopBar.module.css';

const modes: readonly { mode: Mode; label: string; Icon: TablerIcon }[] = [
  { mode: 'desktop', label: 'As on a computer', Icon: IconDeviceDesktop },
  { mode: 'phone', label: 'As on a phone', Icon: IconDeviceMobile },
  { mode: 'text', label: 'As plain text', Icon: IconAlignLeft },
];

export function ModeToggle() {
  const current = useEditor((state) => state.mode);
  const look = useEditor((state) => state.look);
  return (
    <fieldset className={classes.modes} aria-label="Look at the message">
      {modes.map(({ mode, label, Icon }) => (
        <Tooltip key={mode} label={label}>
          <label className={classes.mode}>
            <input type="radio" name="mode" aria-label={label} checked={mode === current} onChange={() => look({ mode })} />
            <Icon {...ICON} />
          </label>
        </Tooltip>
      ))}
    </fieldset>
  );
}
