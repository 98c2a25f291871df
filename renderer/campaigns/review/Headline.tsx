import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Audience, Review } from '#shared/rpc/campaigns.ts';
import { segmentsQuery } from '../../segments/queries.ts';
import { number, people } from '../../ui/format.ts';
import { skippedInWords, skippedTotal } from '../audience/skipped.ts';
import { listsQuery, tagsQuery } from '../queries.ts';
import { inWords } from '../words.ts';
import classes from './Headline.module.css';

/** The one number that matters, and whom it leaves out. */
export function Headline({ id, audience, review }: { id: string; audience: Audience; review: Review }) {
  const { recipients, skipped } = review.audience;
  const left = skippedTotal(skipped);
  return (
    <div className={classes.headline}>
      <h2 className={`${classes.number} num`}>
        {recipients === 0 ? 'Nobody will get this' : `${people(recipients)} will get this`}
      </h2>
      <p className="dim num">
        <Chosen audience={audience} />{' '}
        {left > 0 && (
          <>
            <Link to="/campaigns/$id/audience" params={{ id }} className={classes.left}>
              {number(left)} {left === 1 ? 'is' : 'are'} left out
            </Link>
            : {skippedInWords(skipped)}.
          </>
        )}
      </p>
    </div>
  );
}

function Chosen({ audience }: { audience: Audience }) {
  const lists = useQuery(listsQuery).data;
  const tags = useQuery(tagsQuery).data;
  const segments = useQuery(segmentsQuery).data;
  if (!lists || !tags || !segments) return null;
  const listNames = (ids: string[]) => lists.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const tagNames = tags.filter(({ id }) => audience.tagIds.includes(id)).map(({ name }) => name);
  const segmentNames = (ids: string[]) => segments.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const meant = audience.everyone
    ? ['Everyone']
    : [
        ...listNames(audience.listIds),
        ...segmentNames(audience.segmentIds),
        ...(tagNames.length > 0 ? [`people tagged ${inWords(tagNames)}`] : []),
      ];
  const without = [...listNames(audience.excludedListIds), ...segmentNames(audience.excludedSegmentIds)];
  if (meant.length === 0) return <>Nobody is chosen yet.</>;
  return (
    <>
      {inWords(meant)}
      {without.length > 0 && `, without ${inWords(without)}`}.
    </>
  );
}
