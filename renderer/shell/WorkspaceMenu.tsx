import { Menu } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { SMALL_ICON } from '../ui/icons.ts';
import { useAppInfo } from './queries.ts';
import { useWorkspaces } from './use-workspaces.ts';
import classes from './WorkspaceMenu.module.css';

/** Which business this is, and the way to the others. */
export function WorkspaceMenu({ narrow }: { narrow: boolean }) {
  const { data: info } = useAppInfo();
  const { workspaces, switchTo, create } = useWorkspaces();
  const name = info?.workspaceName || 'Letterpress';
  const current = workspaces.find((workspace) => workspace.current)?.id ?? null;

  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <button
          type="button"
          className={classes.target}
          title={narrow ? name : 'Workspaces'}
          aria-label={narrow ? name : undefined}
        >
          <span className={classes.mark} aria-hidden>
            {[...name][0]?.toUpperCase()}
          </span>
          {!narrow && <span className={classes.name}>{name}</span>}
          {!narrow && <IconSelector {...SMALL_ICON} className={classes.selector} />}
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <Menu.RadioGroup value={current} onChange={(id) => id !== current && switchTo(id)}>
          {workspaces.map((workspace) => (
            <Menu.RadioItem
              key={workspace.id}
              value={workspace.id}
              closeMenuOnClick
              checkIcon={<IconCheck {...SMALL_ICON} />}
              classNames={{ itemLabel: classes.label ?? '' }}
            >
              {workspace.name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconPlus {...SMALL_ICON} />}
          classNames={{ itemSection: classes.plus ?? '' }}
          onClick={() => void create()}
        >
          New workspace…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
