import type { Progress } from '#shared/rpc/sends.ts';
import { bridge } from '../../connection/bridge.ts';
import { decimal, duration, exactTime, number, plural, time } from '../../ui/format.ts';
import { Meter } from '../../ui/Meter.tsx';
import { type Outcomes, settled } from './live.ts';
import classes from './SendProgress.module.css';

// In a browser the page is only a window onto the program.
const keepsGoing = bridge ? 'leaving this screen keeps it going' : 'closing this page keeps it going while Letterpress runs';

/** How far it is, how fast, what holds it, and when it will be done. */
export function SendProgress({ progress, outcomes }: { progress: Progress; outcomes: Outcomes }) {
  const { accepted, deferred, refused, uncertain, recipients } = outcomes;
  const done = settled(outcomes);
  const left = outcomes.waiting + deferred;
  const paused = progress.state === 'paused';
  const waitsForTries = deferred > 0 && outcomes.waiting === 0;
  return (
    <section className={classes.sheet} aria-label="Progress">
      <div className={`${classes.line} num`}>
        <b>
          {number(done)} of {number(recipients)}
        </b>
        <span className="dim" title={progress.msLeft === null ? undefined : exactTime(Date.now() + progress.msLeft)}>
          {paused
            ? pausedWords(progress)
            : progress.preparing
              ? preparingWords(progress.preparing)
              : progress.waiting
                ? waitingWords(progress.waiting)
                : waitsForTries
                  ? laterWords(deferred, progress)
                  : (planWords(progress) ?? pace(progress))}
        </span>
        <span className={`${classes.aside} faint small`}>
          {!paused ? keepsGoing : left > 0 ? 'nothing leaves until you resume' : 'waits for you'}
        </span>
      </div>
      <Meter
        thick
        label={`${number(done)} of ${number(recipients)} are through`}
        max={recipients}
        parts={[
          { value: accepted, tone: 'accent' },
          { value: deferred + uncertain, tone: 'warn' },
          { value: refused, tone: 'bad' },
        ]}
      />
    </section>
  );
}

function pace({ perSecond, limitedBy, msLeft }: Progress): string {
  const speed = limitedBy || (perSecond > 0 ? `${decimal(perSecond)} a second` : 'starting');
  // What limits the pace usually says the pace as well.
  const rate = limitedBy && !/\d/.test(limitedBy) && perSecond > 0 ? `${decimal(perSecond)} a second, ${limitedBy}` : speed;
  if (msLeft === null) return rate;
  const until = msLeft < 24 * 3600_000 ? `, done by ${time(Date.now() + msLeft)}` : '';
  return `${rate} · ${msLeft < 1000 ? '' : 'about '}${duration(msLeft)} left${until}`;
}

/** The first message leaves when all are written down. */
const preparingWords = ({ done, of }: NonNullable<Progress['preparing']>): string => `preparing ${number(done)} of ${number(of)}`;

/** Nothing is to be done until the time that was planned; null where something is. */
function planWords({ counts, waves, canary }: Progress): string | null {
  if (canary?.phase === 'waiting') return 'the first ones are through';
  if (counts.pending + counts.claimed + counts.attempting > 0 || !waves[0] || waves[0].at <= Date.now()) return null;
  return `the next wave goes out at ${time(waves[0].at)}`;
}

/** Nothing leaves, and nobody has to do anything about it. */
const waitingWords = ({ words, retryAt }: NonNullable<Progress['waiting']>): string =>
  `${words} Tried again at ${time(retryAt)}.`;

/** Everybody was tried, and some servers asked to come back later. */
const laterWords = (deferred: number, { nextTryAt }: Progress): string =>
  `${plural(deferred, 'message')} put off by the server${nextTryAt === null ? '' : `, tried again at ${time(nextTryAt)}`}`;

const pausedWords = ({ pauseReason }: Progress): string => (pauseReason ? `paused: ${pauseReason}` : 'paused by you');
