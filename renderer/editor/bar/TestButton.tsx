import { Button, Popover, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { settingsQuery } from '../../campaigns/queries.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { plural } from '../../ui/format.ts';
import { ICON } from '../../ui/icons.ts';
import { useEditor, useSession } from '../store/context.ts';
import classes from './TopBar.module.css';

const MOST = 10;
const tones: Record<string, Tone> = { accepted: 'good', refused: 'bad', uncertain: 'warn', deferred: 'warn' };

export const addressesIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter((it) => it !== ''))];

function problemWith(addresses: string[]): string | null {
  const wrong = addresses.find((address) => !/^[^@\s]+@[^@\s]+$/.test(address));
  if (wrong) return `“${wrong}” is not an email address.`;
  return addresses.length > MOST ? `At most ${MOST} addresses at once.` : null;
}

/** Sends the message as it stands to a few addresses, as the chosen contact would get it. */
export function TestButton() {
  const { campaign, autosave } = useSession();
  const person = useEditor((state) => state.person);
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const settings = useQuery({ ...settingsQuery, throwOnError: false });
  const text = typed ?? settings.data?.ownerEmail ?? '';
  const addresses = addressesIn(text);
  const problem = problemWith(addresses);
  const test = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      if (!(await autosave.flush())) throw new Error('The last changes are not saved yet, so no test was sent.');
      return api.campaigns.test({ id: campaign.id, to: addresses, contactId: person?.id ?? null });
    },
  });

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={320}
      position="bottom-end"
      trapFocus
      returnFocus
      onClose={() => test.reset()}
    >
      <Popover.Target>
        <Button leftSection={<IconSend {...ICON} />} aria-label="Send a test" onClick={() => setOpened(!opened)}>
          Test
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Send a test">
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (addresses.length > 0 && !problem) test.mutate();
          }}
        >
          <TextInput
            label="Send a test to"
            description={`As ${person?.name ?? 'no one in particular'}. Several addresses with commas between.`}
            data-autofocus
            value={text}
            inputMode="email"
            error={test.isIdle ? null : problem}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" loading={test.isPending} disabled={addresses.length === 0 || problem !== null}>
            {addresses.length > 1 ? `Send ${plural(addresses.length, 'test')}` : 'Send the test'}
          </Button>
          <div role="status">
            {test.error && <span style={{ color: 'var(--bad)' }}>{test.error.message}</span>}
            {test.data && (
              <ul className={classes.results}>
                {test.data.results.map(({ to, status, reply }) => (
                  <li key={to}>
                    <Chip tone={tones[status] ?? 'plain'}>{status}</Chip> {to}
                    {status !== 'accepted' && reply && <div className="faint">{reply}</div>}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
