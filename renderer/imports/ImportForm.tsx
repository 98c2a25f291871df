import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FileSource, Preview } from '#shared/rpc/imports.ts';
import { api } from '../api.ts';
import { people } from '../ui/format.ts';
import { chooseFile } from './chosen-file.ts';
import { type Choices, firstChoices, ImportChoices } from './ImportChoices.tsx';
import classes from './ImportForm.module.css';
import { ImportOutlook } from './ImportOutlook.tsx';
import type { Asked } from './ImportWizard.tsx';
import { MappingTable } from './MappingTable.tsx';
import { mappingProblem } from './mapping.ts';
import { ReadAs } from './ReadAs.tsx';

type Props = { file: FileSource; preview: Preview; asked: Asked; onAsk: (asked: Asked) => void; stale: boolean };

export function ImportForm({ file, preview, asked, onAsk, stale }: Props) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [choices, setChoices] = useState<Choices>(() => firstChoices(preview.fileName));
  // What the person decided for the columns holds as long as there are as many.
  const decided = asked.mapping?.length === preview.columns.length ? asked.mapping : undefined;
  const mapping = decided ?? preview.columns.map(({ guess }) => guess);
  const { correctTypos = false, roles = 'take' } = asked;
  // How it is read is found out once and not again with every choice.
  const ask = (next: Asked) => onAsk({ reading: preview.reading, ...asked, ...next });

  const start = useMutation({
    mutationFn: () =>
      api.imports.start({
        file,
        options: {
          reading: preview.reading,
          mapping,
          list: choices.listId === null ? { newName: choices.newName.trim() } : { id: choices.listId },
          existing: choices.existing,
          status: choices.status,
          consentSource: choices.consentSource,
          tags: choices.tags,
          correctTypos,
          roles,
          remember: true,
        },
      }),
    onSuccess: async ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['imports'] });
      await navigate({ to: '/imports/$id', params: { id } });
      chooseFile(null);
    },
  });

  const problem =
    mappingProblem(mapping) ?? (choices.listId === null && !choices.newName.trim() ? 'Name the new list first.' : null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem) start.mutate();
      }}
    >
      <ReadAs
        preview={preview}
        onChange={(reading) => {
          const { mapping: _, ...rest } = asked;
          const isSameTable = reading.encoding !== preview.reading.encoding;
          onAsk(isSameTable ? { ...asked, reading } : { ...rest, reading });
        }}
      />
      <MappingTable
        preview={preview}
        mapping={mapping}
        stale={stale}
        onMap={(index, target) => ask({ mapping: mapping.with(index, target) })}
      />
      <ImportOutlook
        preview={preview}
        correctTypos={correctTypos}
        roles={roles}
        onTypos={(on) => ask({ correctTypos: on })}
        onRoles={(next) => ask({ roles: next })}
      />
      <ImportChoices choices={choices} onChange={setChoices} statusMapped={mapping.some(({ to }) => to === 'status')} />
      <div className={classes.end}>
        <Button
          type="submit"
          variant="filled"
          size="lg"
          disabled={problem !== null || stale || preview.rows === 0}
          loading={start.isPending}
        >
          Import {preview.rowsExact ? '' : 'about '}
          {people(preview.rows)}
        </Button>
        <span className="dim num" role="status">
          {problem ??
            (preview.rows === 0 ? 'There are names of columns in it, and nobody below them.' : null) ??
            'Rows that cannot be used come back as a file. Nothing is mailed.'}
        </span>
      </div>
    </form>
  );
}
