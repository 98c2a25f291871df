import { Button, Radio, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failing, Field, MergePreview } from '#shared/rpc/fields.ts';
import { api } from '../api.ts';
import { useStream } from '../connection/use-stream.ts';
import { SidePanel } from '../ui/SidePanel.tsx';
import { FailedValues } from './FailedValues.tsx';
import classes from './FieldPanel.module.css';
import { FieldUsageNote } from './FieldUsageNote.tsx';
import { have } from './have.ts';
import { Looking } from './Looking.tsx';

/** Moves the values of one field into another, after it was seen who has which. */
export function MergeField({ field, others, onClose }: { field: Field; others: Field[]; onClose: () => void }) {
  const { id, label } = field;
  const queries = useQueryClient();
  const [intoId, setIntoId] = useState<string | null>(null);
  const [wins, setWins] = useState<'into' | 'from'>('into');
  const [failing, setFailing] = useState<Failing>('keep');
  const into = others.find((other) => other.id === intoId);
  const preview = useStream<MergePreview>(into ? `${id} ${into.id}` : null, (signal) =>
    api.fields.previewMerge({ id, intoId: into?.id ?? '' }, { signal }),
  );
  const merge = useMutation({
    mutationFn: () => api.fields.merge({ id, intoId: into?.id ?? '', wins, failing }),
    onSuccess: onClose,
    onSettled: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => ['fields', 'segments', 'table-views'].includes(String(queryKey[0])),
      }),
  });
  const done = preview !== null && preview.looked >= preview.total;
  return (
    <SidePanel title={`Merge ${label}`} label={`Merge ${label} into another field`} onClose={onClose}>
      <div className={classes.form}>
        <Select
          label="Into"
          placeholder="Choose the field that stays"
          searchable={others.length > 8}
          data={others.map((other) => ({ value: other.id, label: other.label }))}
          value={intoId}
          onChange={setIntoId}
        />
        {into && (
          <>
            <Looking at={preview}>
              {({ moves, same, differs, fails, failed, differing }) => (
                <div className={classes.counts}>
                  {moves + same + differs + fails === 0 && <div>Nobody has a value.</div>}
                  {moves > 0 && (
                    <div>
                      {have(moves)} only {label}; that value moves.
                    </div>
                  )}
                  {same > 0 && <div>{have(same)} the same in both.</div>}
                  {differs > 0 && (
                    <>
                      <div>{have(differs)} different ones:</div>
                      <ul className={`${classes.examples} dim small`}>
                        {differing.map((two) => (
                          <li key={`${two.from} ${two.into}`}>
                            {label}: {two.from} · {into.label}: {two.into}
                          </li>
                        ))}
                      </ul>
                      <Radio.Group
                        label="Which one stays"
                        value={wins}
                        onChange={(next) => setWins(next === 'from' ? 'from' : 'into')}
                      >
                        <Stack gap={6} pt={6}>
                          <Radio value="into" label={`The one in ${into.label}`} />
                          <Radio value="from" label={`The one in ${label}`} />
                        </Stack>
                      </Radio.Group>
                    </>
                  )}
                  <FailedValues fails={fails} failed={failed} label={label} failing={failing} onFailing={setFailing} />
                </div>
              )}
            </Looking>
            <FieldUsageNote
              id={id}
              then={`All of it asks for ${into.label} afterwards. What was sent already stays as it is.${
                into.type === field.type
                  ? ''
                  : ` ${into.label} holds another kind of values, so look at the conditions of segments afterwards.`
              }`}
            />
            <Button variant="filled" disabled={!done} loading={merge.isPending} onClick={() => merge.mutate()}>
              Merge into {into.label} and delete {label}
            </Button>
          </>
        )}
      </div>
    </SidePanel>
  );
}
