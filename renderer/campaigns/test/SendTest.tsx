import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSend } from '@tabler/icons-react';
import { ICON } from '../../ui/icons.ts';
import { toast } from '../../ui/toasts.ts';
import { TestForm } from './TestForm.tsx';

type Props = {
  campaignId: string;
  /** Writes what is on the screen first; a test shows what is stored. */
  prepare?: () => Promise<boolean>;
  /** As whom, until the person chooses otherwise. */
  contactId?: string | null;
  /** What the button says where there is little room; it is called “Send a test” all the same. */
  label?: string;
  /** One of several buttons of a line, which is called what it says. */
  inline?: boolean;
};

/** The button that sends a test of a draft, with its dialog. */
export function SendTest({ campaignId, prepare, contactId = null, label = 'Send a test', inline = false }: Props) {
  const [opened, { open, close }] = useDisclosure();
  const begin = async () => {
    if (!prepare || (await prepare())) open();
    else toast('The last change is not saved yet, and a test shows what is saved.');
  };
  return (
    <>
      {inline ? (
        <Button variant="subtle" onClick={() => void begin()}>
          {label}
        </Button>
      ) : (
        <Button leftSection={<IconSend {...ICON} />} aria-label="Send a test" onClick={() => void begin()}>
          {label}
        </Button>
      )}
      <Modal centered opened={opened} onClose={close} title="Send a test" size={520}>
        <TestForm campaignId={campaignId} contactId={contactId} onClose={close} />
      </Modal>
    </>
  );
}
