import { ActionIcon, Menu } from '@mantine/core';
import { IconPalette, IconTextSize } from '@tabler/icons-react';
import { useState } from 'react';
import { SMALL_ICON } from '../../ui/icons.ts';
import type { InPlace } from './in-place.ts';
import classes from './RichBar.module.css';

const sizes = [
  { label: 'As the block', value: '' },
  { label: 'Small', value: '13px' },
  { label: 'Normal', value: '16px' },
  { label: 'Large', value: '20px' },
  { label: 'Very large', value: '28px' },
];

/** Legible on white and on the usual light grounds. */
const colors = [
  { label: 'As the block', value: '' },
  { label: 'Ink', value: '#2a241d' },
  { label: 'Grey', value: '#71685b' },
  { label: 'Red', value: '#b93a1a' },
  { label: 'Blue', value: '#2a537f' },
  { label: 'Green', value: '#2c6a4d' },
];

/** Size and colour of the selected words. */
export function WordStyle({ edit }: { edit: InPlace }) {
  return (
    <>
      <Choice label="Size of the words" Icon={IconTextSize} choices={sizes} edit={edit} name="font-size" />
      <Choice label="Colour of the words" Icon={IconPalette} choices={colors} edit={edit} name="color" />
    </>
  );
}

type ChoiceProps = {
  label: string;
  Icon: typeof IconPalette;
  choices: typeof colors;
  edit: InPlace;
  name: 'color' | 'font-size';
};

function Choice({ label, Icon, choices, edit, name }: ChoiceProps) {
  const [opened, setOpened] = useState(false);
  const show = (next: boolean) => {
    setOpened(next);
    if (next) edit.hold();
    else edit.release();
  };
  return (
    <Menu opened={opened} onChange={show} position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={label} title={label} className={classes.button ?? ''}>
          <Icon {...SMALL_ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.label}
            closeMenuOnClick={false}
            leftSection={
              name === 'color' && (
                <span className={classes.swatch} style={{ background: choice.value || 'transparent' }} aria-hidden />
              )
            }
            onClick={() => {
              show(false);
              edit.setStyle(name, choice.value);
            }}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
