import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Waves as Drawn } from '#shared/rpc/campaigns.ts';
import { BEST_HOURS } from '#shared/schema/plan.ts';
import { api } from '../../api.ts';
import { number, people, plural, weekdayTime } from '../../ui/format.ts';
import { Meter } from '../../ui/Meter.tsx';
import { type Choice, inWaves, laterOf } from './choice.ts';
import classes from './Waves.module.css';

const NAMED = 3;
const zoneName = (zone: string): string => zone.replaceAll('_', ' ');

/** `Europe/Berlin, Europe/Paris and 12 more` */
function zoneNames(zones: readonly string[]): string {
  const named = zones.slice(0, NAMED).map(zoneName).join(', ');
  return zones.length > NAMED ? `${named} and ${zones.length - NAMED} more` : named;
}

export const wavesQuery = (id: string, choice: Choice) => {
  const when = inWaves(choice) ? laterOf(choice) : null;
  return {
    queryKey: ['contacts', 'waves', id, when],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      when && when.kind !== 'at' ? api.campaigns.waves({ id, when }, { signal }) : Promise.reject(new Error('no waves')),
    enabled: when !== null,
    // Of the other kind of waves nothing can be kept.
    placeholderData: (before: Drawn | undefined, query: { queryKey: readonly unknown[] } | undefined) =>
      (query?.queryKey[3] as { kind?: string } | null)?.kind === when?.kind ? keepPreviousData(before) : undefined,
  };
};

/** When how many of them get it, before anything leaves. */
export function Waves({ id, choice }: { id: string; choice: Choice }) {
  const drawn = useQuery(wavesQuery(id, choice)).data;
  if (!drawn) return null;
  const { waves, unknown, late } = drawn;
  return (
    <>
      <p className={`${classes.words} dim small`}>
        {plural(waves.length, 'wave')}, by this computer’s clock.{' '}
        {unknown > 0 && `Of ${people(unknown)} no time zone is known: they get it by ${zoneName(choice.zone)}. `}
        {late > 0 && `For ${people(late)} that time is over: they get it ${choice.late === 'now' ? 'at once' : 'the next day'}. `}
        Countries with several time zones count as the one where most people live. Letterpress must be running until the last
        wave.
      </p>
      <List waves={waves} />
    </>
  );
}

/** Of how many it is known when they look at mail, and what becomes of the others. */
export function BestHours({ id, choice }: { id: string; choice: Choice }) {
  const drawn = useQuery(wavesQuery(id, choice)).data;
  const [first, ...others] = drawn?.waves ?? [];
  if (!drawn || !first) return null;
  const { waves, known, unknown } = drawn;
  const since = `in the last ${BEST_HOURS.days} days`;
  if (known < BEST_HOURS.leastPeople)
    return (
      <p className={`${classes.words} small`}>
        {known === 0
          ? `Nobody of them is known to have opened or clicked anything ${since}.`
          : `Only ${people(known)} opened or clicked anything ${since}.`}{' '}
        Fewer than {BEST_HOURS.leastPeople} are too few to learn from: everybody gets it on the next weekday at 09:00 UTC, that is{' '}
        {weekdayTime(first.at)} here.
      </p>
    );
  return (
    <>
      <p className={`${classes.words} small`}>
        <b className="num">{people(known)}</b> {known === 1 ? 'gets' : 'get'} it at the hour of the week at which they opened and
        clicked most {since}.{' '}
        {unknown > 0 && (
          <>
            Of <b className="num">{people(unknown)}</b> nothing is known: they get it at the hour that most of the others have.
          </>
        )}{' '}
        <span className="dim">
          {others.length === 0 ? 'One wave' : `${plural(waves.length, 'wave')} within a week`}, by this computer’s clock. Programs
          that open mail by themselves make opens an estimate. Letterpress must be running until the last wave.
        </span>
      </p>
      <List waves={waves} />
    </>
  );
}

function List({ waves }: { waves: Drawn['waves'] }) {
  const most = Math.max(...waves.map(({ recipients }) => recipients));
  const isPlain = waves.every(({ zones }) => zones.length === 0);
  return (
    <ol className={classes.waves} aria-label="Waves" data-plain={isPlain || undefined}>
      {waves.map(({ at, recipients, zones }) => (
        <li key={at} className={classes.wave} title={zones.map(zoneName).join(', ')}>
          <span className="num">{at <= Date.now() ? 'At once' : weekdayTime(at)}</span>
          <Meter label={`${number(recipients)} of them`} max={most} parts={[{ value: recipients }]} />
          <b className="num">{number(recipients)}</b>
          {!isPlain && <span className={`${classes.zones} dim small`}>{zoneNames(zones)}</span>}
        </li>
      ))}
    </ol>
  );
}
