import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { ICON } from './icons.ts';

type Item = { label: string; onClick: () => void; danger?: boolean };

/** What can be done with a row of a table; `label` names the row for who cannot see it: "Change Newsletter". */
export function RowMenu({ label, items }: { label: string; items: readonly Item[] }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={label}>
          <IconDots {...ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((item) => (
          <Menu.Item key={item.label} onClick={item.onClick} {...(item.danger ? { color: 'red' } : {})}>
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
