import { bytes } from '../../ui/format.ts';
import { Meter } from '../../ui/Meter.tsx';
import classes from './SizeMeter.module.css';

/** Gmail cuts longer messages off and hides the rest behind a link, the unsubscribe link with it. */
const GMAIL_BYTES = 102_000;

/** How much of what Gmail shows is used up. */
export function SizeMeter({ size, images, files }: { size: number; images: number; files: number }) {
  const words = `${bytes(size)} of Gmail’s 102 KB`;
  const carried = images + files;
  return (
    <div className={classes.size}>
      <span className="faint small num">{words}</span>
      <Meter parts={[{ value: size, tone: size <= GMAIL_BYTES ? 'good' : 'warn' }]} max={GMAIL_BYTES} label={words} />
      {carried > 0 && (
        <span className={`${classes.whole} faint small num`}>{bytes(size + carried)} with all that it carries</span>
      )}
    </div>
  );
}
