import type { ImportResult } from '#shared/rpc/imports.ts';
import { Meter } from '../ui/Meter.tsx';
import classes from './ImportProgress.module.css';

/** How far an import is taken back. It goes on by itself, and after Letterpress was closed. */
export function UndoProgress({ progress }: { progress: ImportResult }) {
  const { slices, slicesUndone } = progress;
  const share = Math.floor((100 * slicesUndone) / Math.max(1, slices));
  return (
    <div className={classes.sheet}>
      <div className={`${classes.words} num`}>
        <b>{share}% is undone</b>
        <span className={`${classes.note} faint small`}>leaving this screen keeps it going</span>
      </div>
      <Meter thick label={`${share}% of the import is undone`} parts={[{ value: slicesUndone }]} max={Math.max(1, slices)} />
    </div>
  );
}
