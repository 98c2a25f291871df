import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Brand } from '#shared/rpc/content.ts';
import { Chip } from '../../ui/Chip.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Domain.module.css';
import { checksQuery } from './queries.ts';
import { verdicts } from './words.ts';

/** The domain of an address as the DNS writes it. */
function domainOf(address: string): string {
  const host = `http://${address.slice(address.lastIndexOf('@') + 1)}`;
  return URL.canParse(host) ? new URL(host).hostname : '';
}

/** How a sender's domain did at its last check, and the way to the next one. */
export function DomainButton({ brand, onOpen }: { brand: Brand; onOpen: () => void }) {
  const checks = useQuery(checksQuery).data;
  if (brand.fromEmail === '') return <span className="faint">–</span>;
  const last = checks?.find(({ domain }) => domain === domainOf(brand.fromEmail));
  return (
    <div className={classes.cell}>
      {last && (
        <div>
          <Chip tone={verdicts[last.verdict].tone} title={last.summary}>
            {verdicts[last.verdict].word}
          </Chip>
          <div className="faint small">
            <When at={last.checkedAt} as="ago" />
          </div>
        </div>
      )}
      <Button size="xs" onClick={onOpen} aria-label={`Check the domain of ${brand.name}`}>
        Check…
      </Button>
    </div>
  );
}
