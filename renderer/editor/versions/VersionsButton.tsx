import { ActionIcon, Modal, Tooltip } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { ICON } from '../../ui/icons.ts';
import { useSession } from '../store/context.ts';
import { Versions } from './Versions.tsx';

/** The way to what this campaign was. */
export function VersionsButton() {
  const { store } = useSession();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Tooltip label="History">
        <ActionIcon
          aria-label="History"
          onClick={() => {
            store.getState().finishEditing();
            setOpened(true);
          }}
        >
          <IconHistory {...ICON} />
        </ActionIcon>
      </Tooltip>
      <Modal centered opened={opened} onClose={() => setOpened(false)} title="History" size={1120}>
        <Versions onClose={() => setOpened(false)} />
      </Modal>
    </>
  );
}
