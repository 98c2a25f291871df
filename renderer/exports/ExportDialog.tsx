import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ExportColumn, ExportFormat, ExportState } from '#shared/rpc/exports.ts';
import { api } from '../api.ts';
import { useStream } from '../connection/use-stream.ts';
import { useFields } from '../contacts/queries.ts';
import { number } from '../ui/format.ts';
import { Meter } from '../ui/Meter.tsx';
import classes from './ExportDialog.module.css';
import type { ToExport } from './open-export.tsx';

type Choice = { key: string; label: string; column: ExportColumn; usual: boolean };

const before: Choice[] = [
  { key: 'email', label: 'Email', column: 'email', usual: true },
  { key: 'firstName', label: 'First name', column: 'firstName', usual: true },
  { key: 'lastName', label: 'Last name', column: 'lastName', usual: true },
];
const after: Choice[] = [
  { key: 'tags', label: 'Tags', column: 'tags', usual: true },
  { key: 'status', label: 'Status', column: 'status', usual: true },
  { key: 'consentSource', label: 'Consent source', column: 'consentSource', usual: true },
  { key: 'consentAt', label: 'Consent date', column: 'consentAt', usual: true },
  { key: 'lists', label: 'Lists', column: 'lists', usual: false },
  { key: 'createdAt', label: 'Added', column: 'createdAt', usual: false },
  { key: 'updatedAt', label: 'Changed', column: 'updatedAt', usual: false },
];

/** In which form and with which columns; then how far it is, and the file. */
export function ExportDialog({ what, onClose }: { what: ToExport; onClose: () => void }) {
  const { data: fields = [] } = useFields();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const isPeople = 'contacts' in what;
  const choices: Choice[] = [
    ...before,
    ...fields.map(({ key, label }) => ({ key: `field ${key}`, label, column: { field: key }, usual: true })),
    ...after,
  ];
  const chosen = choices.filter(({ key, usual }) => usual !== turned.has(key));
  const start = useMutation({
    mutationFn: () =>
      api.exports.start({
        format,
        what: isPeople
          ? {
              contacts: what.contacts,
              columns: chosen.map(({ column }) => column),
              ...(what.listId === undefined ? {} : { listId: what.listId }),
            }
          : what,
      }),
  });
  const id = start.data?.id ?? null;
  const state = useStream(id, (signal) => api.exports.watch({ id: id ?? '' }, { signal }));
  if (id !== null) return <Progress id={id} state={state} onClose={onClose} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
      className={classes.form}
    >
      <SegmentedControl
        aria-label="Form of the file"
        data={[
          { value: 'csv', label: 'CSV' },
          { value: 'xlsx', label: 'Excel (XLSX)' },
        ]}
        value={format}
        onChange={(value) => setFormat(value as ExportFormat)}
      />
      {isPeople && (
        <fieldset className={classes.columns}>
          <legend className="small dim">Columns</legend>
          {choices.map(({ key, label, usual }) => (
            <Checkbox
              key={key}
              size="xs"
              label={label}
              disabled={key === 'email'}
              checked={usual !== turned.has(key)}
              onChange={() =>
                setTurned((last) => {
                  const next = new Set(last);
                  if (!next.delete(key)) next.add(key);
                  return next;
                })
              }
            />
          ))}
        </fieldset>
      )}
      <div className="faint small">
        {format === 'csv'
          ? 'Opens in every spreadsheet, and can be imported again. A cell that would run as a formula begins with an apostrophe.'
          : 'Numbers, dates and yes or no stay what they are. Nothing in it is run as a formula.'}
      </div>
      <div className={classes.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={start.isPending} data-autofocus>
          Export
        </Button>
      </div>
    </form>
  );
}

function Progress({ id, state, onClose }: { id: string; state: ExportState | null; onClose: () => void }) {
  const cancel = useMutation({ mutationFn: () => api.exports.cancel({ id }), onSettled: onClose });
  const fetched = useRef(false);
  const finished = state?.state === 'finished';
  useEffect(() => {
    if (!finished || fetched.current) return;
    fetched.current = true;
    const link = document.createElement('a');
    link.href = `/app/exports/${id}`;
    link.download = '';
    link.click();
  }, [finished, id]);
  const rows = state?.rows ?? 0;
  const total = state?.total ?? 0;
  return (
    <div className={classes.form}>
      {state?.state === 'failed' ? (
        <div role="alert">{state.error}</div>
      ) : (
        <div role="status" className="num">
          {finished ? `${number(rows)} rows in ${state.fileName}.` : `Writing… ${number(rows)} of ${number(total)}`}
        </div>
      )}
      {!finished && <Meter parts={[{ value: rows }]} max={Math.max(1, total)} label="How far the export is" />}
      <div className={classes.buttons}>
        {state?.state === 'running' ? (
          <Button onClick={() => cancel.mutate()} loading={cancel.isPending}>
            Stop
          </Button>
        ) : (
          <Button variant="filled" onClick={onClose} data-autofocus>
            Done
          </Button>
        )}
      </div>
    </div>
  );
}
