import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { number, people, plural, weekdayTime } from '../../ui/format.ts';
import { Meter } from '../../ui/Meter.tsx';
import { type Choice, laterOf } from './choice.ts';
import classes from './Waves.module.css';

const NAMED = 3;
const zoneName = (zone: string): string => zone.replaceAll('_', ' ');

/** `Europe/Berlin, Europe/Paris and 12 more` */
function zoneNames(zones: readonly string[]): string {
  const named = zones.slice(0, NAMED).map(zoneName).join(', ');
  return zones.length > NAMED ? `${named} and ${zones.length - NAMED} more` : named;
}

export const wavesQuery = (id: string, choice: Choice) => {
  const when = laterOf(choice);
  return {
    queryKey: ['contacts', 'waves', id, when],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      when?.kind === 'local' ? api.campaigns.waves({ id, when }, { signal }) : Promise.reject(new Error('no waves')),
    enabled: when?.kind === 'local',
    placeholderData: keepPreviousData,
  };
};

/** When how many of them get it, before anything leaves. */
export function Waves({ id, choice }: { id: string; choice: Choice }) {
  const drawn = useQuery(wavesQuery(id, choice)).data;
  if (!drawn) return null;
  const { waves, unknown, late } = drawn;
  const most = Math.max(...waves.map(({ recipients }) => recipients));
  return (
    <>
      <p className={`${classes.words} dim small`}>
        {plural(waves.length, 'wave')}, by this computer’s clock.{' '}
        {unknown > 0 && `Of ${people(unknown)} no time zone is known: they get it by ${zoneName(choice.zone)}. `}
        {late > 0 && `For ${people(late)} that time is over: they get it ${choice.late === 'now' ? 'at once' : 'the next day'}. `}
        Countries with several time zones count as the one where most people live. Letterpress must be running until the last
        wave.
      </p>
      <ol className={classes.waves} aria-label="Waves">
        {waves.map(({ at, recipients, zones }) => (
          <li key={at} className={classes.wave} title={zones.map(zoneName).join(', ')}>
            <span className="num">{at <= Date.now() ? 'At once' : weekdayTime(at)}</span>
            <Meter label={`${number(recipients)} of them`} max={most} parts={[{ value: recipients }]} />
            <b className="num">{number(recipients)}</b>
            <span className={`${classes.zones} dim small`}>{zoneNames(zones)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
