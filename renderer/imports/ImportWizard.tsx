import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FileSource, MappingChoices, Reading } from '#shared/rpc/imports.ts';
import { api, uploadFile } from '../api.ts';
import { Chip } from '../ui/Chip.tsx';
import { bytes, plural } from '../ui/format.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import { chooseFile, useChosenFile } from './chosen-file.ts';
import { ImportForm } from './ImportForm.tsx';

/** From a file to an import: what was read, what becomes of it, and nothing kept before the button is pressed. */
export function ImportWizard() {
  const { file, turn } = useChosenFile();
  if (!file) return <ChooseFile />;
  return <Wizard key={turn} file={file} turn={turn} />;
}

/** What a person has decided so far; the rest is guessed. */
export type Asked = MappingChoices & { reading?: Reading };

const sourceOf = (file: File | string): Promise<FileSource> =>
  typeof file === 'string' ? api.imports.paste({ text: file }) : uploadFile(file);

function Wizard({ file, turn }: { file: File | string; turn: number }) {
  const [asked, setAsked] = useState<Asked>({});
  const name = typeof file === 'string' ? 'Pasted cells' : file.name;
  // Their first word is no topic of ours: an import that announces its progress must not upload the file again.
  const source = useQuery({
    queryKey: ['import-source', turn],
    queryFn: () => sourceOf(file),
    staleTime: Number.POSITIVE_INFINITY,
    throwOnError: false,
  });
  const preview = useQuery({
    queryKey: ['import-preview', turn, asked],
    queryFn: ({ signal }) => api.imports.preview({ file: source.data ?? { path: '' }, ...asked }, { signal }),
    enabled: source.data !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    throwOnError: false,
  });

  const error = source.error ?? preview.error;
  if (error) return <ChooseFile problem={`${name}: ${error.message}`} />;
  const shown = preview.data;
  // With several sheets another one may hold the people.
  if (shown && shown.rows === 0 && shown.columns.length === 0 && shown.sheets.length < 2)
    return <ChooseFile problem={`${name} is empty: there is nobody in it to import.`} />;
  return (
    <Page
      title={`Import ${name}`}
      back={{ to: '/contacts', label: 'Back to Contacts' }}
      actions={<Button onClick={() => chooseFile(null)}>Another file</Button>}
      count={
        shown && (
          <Chip>
            {shown.rowsExact ? '' : 'about '}
            {plural(shown.rows, 'row')} · {bytes(shown.bytes)}
          </Chip>
        )
      }
    >
      {shown && source.data ? (
        <ImportForm file={source.data} preview={shown} asked={asked} onAsk={setAsked} stale={preview.isPlaceholderData} />
      ) : (
        <Loading what="Reading the file…" />
      )}
    </Page>
  );
}
