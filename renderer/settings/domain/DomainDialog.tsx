import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Brand } from '#shared/rpc/content.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Domain.module.css';
import { DomainPart } from './DomainPart.tsx';
import { checkQuery } from './queries.ts';
import { SigningKey } from './SigningKey.tsx';
import { verdicts } from './words.ts';

/** What receivers look up about a sender's domain, and what to enter where something is missing. */
export function DomainDialog({ brand, onClose }: { brand: Brand | null; onClose: () => void }) {
  const domain = brand?.fromEmail.slice(brand.fromEmail.lastIndexOf('@') + 1);
  return (
    <Modal centered opened={brand !== null} onClose={onClose} title={domain ?? ''} size={720}>
      {brand && <Check key={brand.id} brand={brand} onClose={onClose} />}
    </Modal>
  );
}

function Check({ brand, onClose }: { brand: Brand; onClose: () => void }) {
  const { data, error, isFetching, refetch } = useQuery(checkQuery(brand.id));
  return (
    <>
      {isFetching && <Loading what="Asking the DNS…" />}
      {!isFetching && error && <p role="alert">{error.message}</p>}
      {!isFetching && data && (
        <>
          <div className={classes.verdict} role="status">
            <Chip tone={verdicts[data.verdict].tone}>{verdicts[data.verdict].word}</Chip>
            <div>
              <p>{data.summary}</p>
              <p className="faint small">
                {data.accountName ? `Checked for ${data.accountName}` : 'Checked without a mail account'},{' '}
                <When at={data.checkedAt} as="ago" />.
              </p>
            </div>
          </div>
          <ul className={classes.parts}>
            {data.parts.map((part) => (
              <DomainPart key={part.what} part={part}>
                {part.what === 'dkim' && <SigningKey brandId={brand.id} signing={data.signing} onDone={() => void refetch()} />}
              </DomainPart>
            ))}
          </ul>
          <p className={`${classes.hint} faint small`}>
            Records are entered where the domain was bought, or where its DNS is kept. Some ask for the name without the domain at
            its end. A change is seen after minutes, at times after a day.
          </p>
        </>
      )}
      <div className={classes.buttons}>
        <Button loading={isFetching} onClick={() => void refetch()}>
          Check again
        </Button>
        <Button variant="filled" onClick={onClose} data-autofocus>
          Done
        </Button>
      </div>
    </>
  );
}
