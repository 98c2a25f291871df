import { useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { SMALL_ICON } from '../ui/icons.ts';
import classes from './SchemeSwitch.module.css';

const next = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const looks = {
  auto: { icon: IconDeviceDesktop, label: 'Colours as the system has them' },
  light: { icon: IconSun, label: 'Light colours' },
  dark: { icon: IconMoon, label: 'Dark colours' },
};

/** Goes round: as the system, light, dark. */
export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { icon: Icon, label } = looks[colorScheme];
  return (
    <button
      type="button"
      className={classes.switch}
      title={label}
      aria-label={`${label}; change`}
      onClick={() => setColorScheme(next[colorScheme])}
    >
      <Icon {...SMALL_ICON} />
    </button>
  );
}
