import { api } from '../api.ts';
import { useStream } from '../connection/use-stream.ts';
import { Meter } from '../ui/Meter.tsx';
import classes from './FieldsPage.module.css';

/** The change to everybody's values that is under way, if one is. */
export function FieldWorkNote() {
  const work = useStream('fields', (signal) => api.fields.watchWork({}, { signal }));
  return (
    <div role="status">
      {work && (
        <div className={classes.work}>
          <span>{work.what}…</span>
          <Meter parts={[{ value: work.looked }]} max={work.total} label={work.what} />
        </div>
      )}
    </div>
  );
}
