import type { Rendered } from '#shared/rpc/content.ts';
import { ContactSelect } from '../preview/ContactSelect.tsx';
import { Looks } from '../preview/Looks.tsx';
import classes from './Preview.module.css';
import { SizeMeter } from './SizeMeter.tsx';

const HEIGHT = 470;

type Props = {
  campaignId: string;
  rendered: Rendered | undefined;
  from: string;
  files: number;
  contactId: string | null;
  onContact: (id: string | null) => void;
};

/** The message as one person gets it. */
export function Preview({ campaignId, rendered, from, files, contactId, onContact }: Props) {
  return (
    <section aria-label="Preview">
      <div className={classes.who}>
        <ContactSelect
          label="Preview as"
          emptyLabel="As written"
          value={contactId}
          onChange={onContact}
          hideLabel
          campaignId={campaignId}
        />
      </div>
      <Looks rendered={rendered} from={from} height={HEIGHT} />
      {rendered && <SizeMeter size={rendered.bytes} images={rendered.images.linked ? 0 : rendered.images.bytes} files={files} />}
    </section>
  );
}
