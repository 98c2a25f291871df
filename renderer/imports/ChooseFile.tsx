import { Button } from '@mantine/core';
import { IconAlertCircle, IconFileImport } from '@tabler/icons-react';
import { useRef } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { acceptedTypes, chooseFile } from './chosen-file.ts';
import { PasteCells } from './PasteCells.tsx';

/** Where an import begins when no file was dropped, or when it could not be read. */
export function ChooseFile({ problem }: { problem?: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Page title="Import contacts" back={{ to: '/contacts', label: 'Back to Contacts' }}>
      <EmptyState
        icon={problem ? IconAlertCircle : IconFileImport}
        title={problem ? 'This file could not be read' : 'Drop a file anywhere on this window'}
        actions={
          <>
            <Button variant="filled" onClick={() => input.current?.click()}>
              {problem ? 'Choose another file' : 'Choose a file'}
            </Button>
            <input
              ref={input}
              type="file"
              hidden
              aria-label="File of contacts"
              accept={acceptedTypes}
              onChange={(event) => {
                const file = event.currentTarget.files?.[0];
                // The same file again would not be a change.
                event.currentTarget.value = '';
                if (file) chooseFile(file);
              }}
            />
          </>
        }
      >
        {problem ?? (
          <>
            A spreadsheet (Excel or OpenDocument), a CSV or text file, or address cards (vCard): as every program, shop and
            newsletter service exports them. You see what will be read, and choose what becomes of it, before anything is kept.
          </>
        )}
      </EmptyState>
      <PasteCells />
    </Page>
  );
}
