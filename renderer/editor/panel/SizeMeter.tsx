import { Meter } from '../../ui/Meter.tsx';
import classes from './panel.module.css';

/** Gmail hides what comes behind this behind a link, the way to unsubscribe included. */
const GMAIL_BYTES = 102 * 1024;
const NEAR = 0.85;

export function SizeMeter({ bytes }: { bytes: number | null }) {
  const kilobytes = Math.ceil((bytes ?? 0) / 1024);
  const tone = (bytes ?? 0) > GMAIL_BYTES ? 'bad' : (bytes ?? 0) > GMAIL_BYTES * NEAR ? 'warn' : 'good';
  return (
    <section aria-label="Size">
      <h3 className="eyebrow">Size</h3>
      <div className={`${classes.size} num`}>
        <span>{bytes === null ? '–' : `${kilobytes} KB`}</span>
        <span className="faint">{tone === 'bad' ? 'Gmail cuts the end off' : 'Gmail cuts at 102'}</span>
      </div>
      <Meter parts={[{ value: kilobytes, tone }]} max={102} label={`${kilobytes} of the 102 KB that Gmail shows`} />
    </section>
  );
}
