import { Meter } from '../../ui/Meter.tsx';
import classes from './panel.module.css';

/** Gmail hides what comes behind this behind a link, the way to unsubscribe included. */
const GMAIL_BYTES = 102 * 1024;
const NEAR = 0.85;

type Images = { bytes: number; linked: boolean };

export function SizeMeter({ bytes, images = null }: { bytes: number | null; images?: Images | null }) {
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
      {images && images.bytes > 0 && <p className={`${classes.images} faint`}>{wordsOnImages(images)}</p>}
    </section>
  );
}

/** Gmail does not count images; whoever sends and receives them does. */
function wordsOnImages({ bytes, linked }: Images): string {
  const size = `${Math.ceil(bytes / 1024).toLocaleString('en')} KB`;
  return linked ? `and ${size} of images, loaded by link` : `and ${size} of images inside`;
}
