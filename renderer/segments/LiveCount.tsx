import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Group } from '#shared/schema/rule.ts';
import { people, plural } from '../ui/format.ts';
import { completed, incomplete } from './conditions.ts';
import classes from './LiveCount.module.css';
import { countQuery, previewQuery } from './queries.ts';

/** Typing pauses for as long between two words, not between two letters. */
const PAUSE_MS = 200;

/** How many match, counted again with every change, and some of them. */
export function LiveCount({ rule }: { rule: Group }) {
  const [asked] = useDebouncedValue(completed(rule), PAUSE_MS);
  const { data, error, isPlaceholderData } = useQuery({ ...countQuery(asked), placeholderData: keepPreviousData });
  const { data: preview } = useQuery({ ...previewQuery(asked), placeholderData: keepPreviousData });
  const lacking = incomplete(rule);
  return (
    <div>
      <div role="status" aria-busy={isPlaceholderData}>
        {error ? (
          <p className={classes.wrong}>{error.message}</p>
        ) : (
          <>
            <div className={`${classes.figure} num`} data-old={isPlaceholderData || undefined}>
              {data ? people(data.count) : '\u00a0'}
            </div>
            <p className="dim">{data?.count === 1 ? 'matches' : 'match'} now.</p>
          </>
        )}
        {lacking > 0 && <p className="faint small">{plural(lacking, 'condition')} not filled in yet.</p>}
      </div>
      {!error && preview && preview.people.length > 0 && (
        <>
          <h3 className={`eyebrow ${classes.title}`}>The newest of them</h3>
          <ul className={classes.people} aria-label="Some who match">
            {preview.people.map(({ id, email, firstName, lastName }) => (
              <li key={id}>
                <Link to="/contacts" search={{ contact: id }}>
                  {email}
                </Link>
                <span className="dim">{`${firstName} ${lastName}`.trim()}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
