import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { settingsQuery } from '../campaigns/queries.ts';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { DialectSection } from './DialectSection.tsx';
import { servedDialects } from './dialects.ts';
import classes from './KeysTab.module.css';
import type { MadeKey } from './made-key.ts';
import { NewKey } from './NewKey.tsx';
import { RatesSection } from './RatesSection.tsx';

/** Where each API is, how it is first called, and which keys open it. */
export function KeysTab() {
  const settings = useQuery(settingsQuery).data;
  const keys = useQuery({ queryKey: ['keys', 'all'], queryFn: ({ signal }) => api.keys.all({}, { signal }) }).data;
  const [creating, { open, close }] = useDisclosure();
  // Kept only as long as this screen: what is stored is a hash.
  const [made, setMade] = useState<MadeKey | null>(null);
  return (
    <>
      <div className={classes.head}>
        <p className="dim">
          Letterpress answers on this computer in the words of known email services, so that a script written for one of them runs
          here with nothing changed but its base URL and its key. Nobody outside this computer can reach it.
        </p>
        <Button variant="filled" leftSection={<IconPlus {...ICON} />} onClick={open}>
          New key
        </Button>
      </div>
      {!settings || !keys ? (
        <Loading />
      ) : (
        servedDialects.map((served) => (
          <DialectSection
            key={served.dialect}
            served={served}
            keys={keys.filter(({ dialect }) => dialect === served.dialect)}
            apiAddress={settings.apiAddress}
            made={made}
          />
        ))
      )}
      <RatesSection />
      <NewKey opened={creating} onClose={close} onMade={setMade} />
    </>
  );
}
