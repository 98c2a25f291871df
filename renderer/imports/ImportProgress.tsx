import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ImportResult } from '#shared/rpc/imports.ts';
import { api } from '../api.ts';
import { confirm } from '../ui/confirm.tsx';
import { duration, number, plural } from '../ui/format.ts';
import { Meter } from '../ui/Meter.tsx';
import { ImportFigures } from './ImportFigures.tsx';
import classes from './ImportProgress.module.css';
import { paceOf } from './pace.ts';

export function ImportProgress({ progress }: { progress: ImportResult }) {
  const { perSecond, msLeft } = paceOf(progress, Date.now());
  const cancel = useMutation({ mutationFn: () => api.imports.cancel({ id: progress.id }) });
  const ask = async () => {
    const yes = await confirm({
      title: 'Stop this import?',
      body: 'Who has been read so far stays; the rest of the file is not read.',
      confirmLabel: 'Stop the import',
      cancelLabel: 'Go on',
      danger: true,
    });
    if (yes) cancel.mutate();
  };
  return (
    <>
      <div className={classes.sheet}>
        <div className={`${classes.words} num`}>
          <b>{plural(progress.rows, 'row')}</b>
          <span className="dim">
            {perSecond !== null && `${number(perSecond)} a second`}
            {msLeft !== null && ` · about ${duration(msLeft)} left`}
          </span>
          <span className={`${classes.note} faint small`}>leaving this screen keeps it going</span>
          <Button size="xs" onClick={() => void ask()} loading={cancel.isPending}>
            Cancel
          </Button>
        </div>
        <Meter
          thick
          label={`${Math.floor((100 * progress.bytesRead) / Math.max(1, progress.bytes))}% of the file is read`}
          parts={[{ value: progress.bytesRead }]}
          max={progress.bytes}
        />
      </div>
      <ImportFigures result={progress} />
    </>
  );
}
