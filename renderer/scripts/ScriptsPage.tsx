import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { settingsQuery } from '../campaigns/queries.ts';
import { RequestLog } from '../developers/RequestLog.tsx';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { DialectSection } from './DialectSection.tsx';
import { servedDialects } from './dialects.ts';
import type { MadeKey } from './made-key.ts';
import { NewKey } from './NewKey.tsx';
import classes from './ScriptsPage.module.css';

/** How scripts on this computer reach the same data. */
export function ScriptsPage() {
  const settings = useQuery(settingsQuery).data;
  const keys = useQuery({ queryKey: ['keys', 'all'], queryFn: ({ signal }) => api.keys.all({}, { signal }) }).data;
  const [creating, { open, close }] = useDisclosure();
  // Kept only as long as this screen: what is stored is a hash.
  const [made, setMade] = useState<MadeKey | null>(null);
  return (
    <Page
      title="Scripts"
      actions={
        <Button variant="filled" leftSection={<IconPlus {...ICON} />} onClick={open}>
          New key
        </Button>
      }
    >
      <div className={classes.body}>
        <p className={`${classes.text} dim`}>
          Letterpress answers on this computer in the words of known email services, so that a script written for one of them runs
          here with nothing changed but its base URL and its key. Nobody outside this computer can reach it.
        </p>
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
        <RequestLog />
      </div>
      <NewKey opened={creating} onClose={close} onMade={setMade} />
    </Page>
  );
}
