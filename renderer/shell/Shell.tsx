import { ModalsProvider } from '@mantine/modals';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useLiveChanges } from '../connection/use-live-changes.ts';
import { ConnectionBar } from './ConnectionBar.tsx';
import { useCommands } from './commands.ts';
import { FileDrop } from './FileDrop.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { SendingNews } from './SendingNews.tsx';
import classes from './Shell.module.css';
import { useKeys } from './use-keys.ts';

/** What stays while screens change: the rail, the palette, the keys, the place to drop files on. */
export function Shell() {
  const commands = useCommands();
  useLiveChanges();
  useKeys(commands);
  const designing = useRouterState({ select: ({ location }) => /^\/campaigns\/[^/]+\/design$/.test(location.pathname) });
  return (
    <ModalsProvider modalProps={{ centered: true }}>
      <div className={classes.frame}>
        <Rail narrow={designing} />
        <div className={classes.main}>
          <ConnectionBar />
          <main className={classes.screen}>
            <Suspense fallback={null}>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      <FileDrop />
      <SendingNews />
      <Palette commands={commands} />
    </ModalsProvider>
  );
}
