import { Button, Select, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failing, Field, RetypePreview } from '#shared/rpc/fields.ts';
import { type FieldType, fieldType } from '#shared/schema/words.ts';
import { api } from '../api.ts';
import { useStream } from '../connection/use-stream.ts';
import { number, plural } from '../ui/format.ts';
import { SidePanel } from '../ui/SidePanel.tsx';
import { FailedValues } from './FailedValues.tsx';
import classes from './FieldPanel.module.css';
import { FieldUsageNote } from './FieldUsageNote.tsx';
import { Looking } from './Looking.tsx';
import { linesOf } from './lines.ts';
import { fieldTypeWords } from './words.ts';

/** Makes a field one of another kind, after what becomes of each value was seen. */
export function RetypeField({ field, onClose }: { field: Field; onClose: () => void }) {
  const { id, label } = field;
  const queries = useQueryClient();
  const [type, setType] = useState<FieldType>(() => fieldType.options.find((option) => option !== field.type) ?? 'text');
  const [given, setGiven] = useState<string | null>(null);
  const [failing, setFailing] = useState<Failing>('keep');
  // Before somebody has written choices, the values that there are become them.
  const asked = type === 'choice' && given !== null ? linesOf(given) : [];
  const preview = useStream<RetypePreview>(JSON.stringify([id, type, asked]), (signal) =>
    api.fields.previewRetype({ id, type, choices: asked }, { signal }),
  );
  const choices = given === null ? (preview?.suggested ?? []) : asked;
  const retype = useMutation({
    mutationFn: () => api.fields.retype({ id, type, choices: type === 'choice' ? choices : [], failing }),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['fields'] }),
  });
  const done = preview !== null && preview.looked >= preview.total;
  return (
    <SidePanel title={`Kind of ${label}`} label={`Change the kind of ${label}`} onClose={onClose}>
      <div className={classes.form}>
        <Select
          label="Kind"
          description={`Now ${fieldTypeWords[field.type]}`}
          allowDeselect={false}
          data={fieldType.options
            .filter((option) => option !== field.type)
            .map((value) => ({ value, label: fieldTypeWords[value] }))}
          value={type}
          onChange={(next) => {
            if (next === null) return;
            setType(next);
            setGiven(null);
          }}
        />
        {type === 'choice' && (
          <Textarea
            label="Choices, each on a line"
            description="As they are in your contacts by now; change them as you like."
            autosize
            minRows={3}
            maxRows={10}
            value={given ?? choices.join('\n')}
            onChange={(event) => setGiven(event.currentTarget.value)}
          />
        )}
        <Looking at={preview}>
          {({ converts, fails, converted, failed }) => (
            <div className={classes.counts}>
              <div>
                {number(converts)} {converts === 1 ? 'value converts' : 'values convert'}
                {fails > 0 ? `, ${number(fails)} cannot.` : '.'}
              </div>
              {converted.length > 0 && (
                <ul className={`${classes.examples} dim small`}>
                  {converted.map(({ from, to }) => (
                    <li key={from}>
                      {from} → {to}
                    </li>
                  ))}
                </ul>
              )}
              <FailedValues fails={fails} failed={failed} label={label} failing={failing} onFailing={setFailing} />
            </div>
          )}
        </Looking>
        <FieldUsageNote id={id} then="Look at them afterwards: a rule for one kind may mean nothing for another." />
        <Button
          variant="filled"
          disabled={!done || (type === 'choice' && choices.length === 0)}
          loading={retype.isPending}
          onClick={() => retype.mutate()}
        >
          {preview && preview.converts > 0 ? `Convert ${plural(preview.converts, 'value')}` : 'Change the kind'}
        </Button>
      </div>
    </SidePanel>
  );
}
