import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FileSource, Preview, Reading, Target } from '#shared/rpc/imports.ts';
import { api } from '../api.ts';
import { number, people, plural } from '../ui/format.ts';
import { chooseFile } from './chosen-file.ts';
import { type Choices, firstChoices, ImportChoices } from './ImportChoices.tsx';
import classes from './ImportForm.module.css';
import { MappingTable } from './MappingTable.tsx';
import { mappingProblem } from './mapping.ts';
import { ReadAs } from './ReadAs.tsx';

type Props = { file: FileSource; preview: Preview; onReading: (reading: Reading) => void; stale: boolean };

export function ImportForm({ file, preview, onReading, stale }: Props) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [choices, setChoices] = useState<Choices>(() => firstChoices(preview.fileName));
  // What the person decided for a column holds as long as the columns are the same.
  const columnsKey = JSON.stringify(preview.columns.map(({ name }) => name));
  const [decided, setDecided] = useState<{ columnsKey: string; targets: Record<number, Target> }>({ columnsKey, targets: {} });
  const targets = decided.columnsKey === columnsKey ? decided.targets : {};
  const mapping = preview.columns.map(({ guess }, index) => targets[index] ?? guess);

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
  const unusable = preview.sample.filter((row) => row.problem !== null).length;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem) start.mutate();
      }}
    >
      <ReadAs reading={preview.reading} onChange={onReading} />
      <MappingTable
        preview={preview}
        mapping={mapping}
        stale={stale}
        onMap={(index, target) => setDecided({ columnsKey, targets: { ...targets, [index]: target } })}
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
            (unusable > 0
              ? `${number(unusable)} of the first ${plural(preview.sample.length, 'row')} cannot be used; you get such rows back as a file.`
              : 'Rows that cannot be used come back as a file. Nothing is mailed.')}
        </span>
      </div>
    </form>
  );
}
