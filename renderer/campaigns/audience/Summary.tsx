import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Audience } from '#shared/rpc/campaigns.ts';
import { number, people } from '../../ui/format.ts';
import { audienceQuery } from '../queries.ts';
import classes from './Summary.module.css';
import { skippedRows, skippedTotal } from './skipped.ts';

/** How many people that is, counted again with every change. */
export function Summary({ audience, small = false }: { audience: Audience; small?: boolean }) {
  const chosen = audience.everyone || audience.listIds.length + audience.tagIds.length + audience.segmentIds.length > 0;
  const { data, error, isPlaceholderData } = useQuery({
    ...audienceQuery(audience),
    enabled: chosen,
    throwOnError: false,
    placeholderData: keepPreviousData,
  });
  if (!chosen) {
    return (
      <div role="status">
        <div className={classes.figure}>Nobody yet</div>
        <p className="dim">Choose a list, a tag, a segment, or everyone.</p>
      </div>
    );
  }
  if (error) return <p role="alert">{error.message}</p>;
  if (!data) return <div className={classes.figure}>&nbsp;</div>;
  const left = skippedTotal(data.skipped);
  return (
    <div role="status" aria-busy={isPlaceholderData}>
      <div className={`${classes.figure} num`} data-small={small || undefined}>
        {people(data.recipients)}
      </div>
      <p className="dim">{left === 0 ? 'Nobody is left out.' : `${people(left)} ${left === 1 ? 'is' : 'are'} left out:`}</p>
      <dl className={`${classes.skipped} num`}>
        {skippedRows(data.skipped).map(({ kind, label, meaning, count }) => (
          <div key={kind}>
            <dt title={meaning}>
              {label}
              <span className="faint small">{meaning}</span>
            </dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
