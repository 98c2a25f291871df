// The limits of an account over many virtual sends, with a virtual clock: the most that left in any window of each
// limit's length, wherever it begins, and how much of the limit was used while there was work enough. In between the
// process is killed and started again, the computer is, and its clock is set a day forth and back.
import { parseArgs } from 'node:util';
import { sql, type WriteDb } from '../main/db/db.ts';
import { workspaceDb } from '../main/db/testing.ts';
import { createTransport } from '../main/delivery/delivery.ts';
import { type Limits, type Mishap, mostWithin, noLimits, repeatable, sendVirtually } from '../main/delivery/pace/testing-pace.ts';
import { fixedWindow, leakyBucket, type Server, sendToServer, slidingWindow } from '../main/delivery/pace/testing-slow-server.ts';

const { values } = parseArgs({ options: { n: { type: 'string', default: '100000' } } });
const sends = Number(values.n);

const lengths = { perSecond: 1_000, perMinute: 60_000, perHour: 3_600_000, perDay: 86_400_000 } as const;
type Name = keyof typeof lengths;
const names = Object.keys(lengths) as Name[];

const mishaps: Mishap[] = ['restart', 'restart with the clock set back', 'reboot', 'clock set forth', 'clock set back'];
const works: { limits: Partial<Record<Name, number>>; every: number | null }[] = [
  { limits: { perSecond: 14 }, every: null },
  { limits: { perSecond: 1_000 }, every: null },
  { limits: { perSecond: 0.5 }, every: null },
  { limits: { perMinute: 300 }, every: null },
  { limits: { perHour: 5_000 }, every: null },
  { limits: { perDay: 50_000 }, every: null },
  { limits: { perDay: 500 }, every: null },
  { limits: { perSecond: 10, perMinute: 400, perHour: 20_000, perDay: 200_000 }, every: null },
  { limits: { perSecond: 14 }, every: 5_000 },
  { limits: { perMinute: 300 }, every: 5_000 },
  { limits: { perHour: 5_000, perDay: 100_000 }, every: 5_000 },
  { limits: { perSecond: 50, perMinute: 1_000, perHour: 20_000, perDay: 200_000 }, every: 1_000 },
];

/** Within one transaction: it is the counting that is measured here, not the disk. */
function run(db: WriteDb, limits: Limits, every: number | null): { left: number[]; ms: number } {
  const { id: transportId } = createTransport(db, {
    transport: { kind: 'inbox', name: '' },
    secrets: { get: () => null, set: () => undefined, remove: () => undefined },
    now: 0,
  });
  const start = performance.now();
  const left = db.transaction(() =>
    sendVirtually(db, {
      transportId,
      limits,
      sends,
      connections: 20,
      random: repeatable(sends),
      ...(every === null ? {} : { mishaps: { every, which: mishaps } }),
    }),
  );
  return { left, ms: performance.now() - start };
}

const words = (name: Name, limit: number): string =>
  `${limit.toLocaleString('en')} ${name === 'perHour' ? 'an' : 'a'} ${name.slice(3).toLowerCase()}`;
const title = (limits: Partial<Record<Name, number>>): string =>
  names.flatMap((name) => (limits[name] === undefined ? [] : words(name, limits[name]))).join(', ');

/** Of whole windows only: how much leaves at the very end is chance. */
function used(left: readonly number[], limit: number, ms: number): number {
  const begin = left[0] ?? 0;
  const windows = Math.floor(((left.at(-1) ?? 0) - begin) / ms);
  if (windows < 1) return Number.NaN;
  const within = left.filter((at) => at < begin + windows * ms).length;
  return within / (windows * limit);
}

const { db, close } = await workspaceDb();
console.log('| limits | restarts and clocks set | limit | most in any window | used | rows kept | CPU per turn |');
console.log('|---|---|---|---|---|---|---|');
for (const { limits, every } of works) {
  const { left, ms } = run(db, { ...noLimits, ...limits }, every);
  const rows = db.value<number>(
    sql`/* bench */ SELECT count(*) FROM pace_slots WHERE transport_id = (SELECT max(id) FROM transports)`,
  );
  const turns = new Set(left).size;
  for (const name of names) {
    const limit = limits[name];
    if (limit === undefined) continue;
    // Fewer than one a second are one in as long as it takes.
    const length = limit < 1 ? lengths[name] / limit : lengths[name];
    const whole = Math.ceil(limit);
    const most = mostWithin(left, length);
    const share = used(left, whole, length);
    console.log(
      `| ${title(limits)} | ${every ? Math.floor(sends / every) : 0} | ${words(name, limit)} | ${most.toLocaleString('en')}${most > whole ? ' **above**' : ''} | ${Number.isNaN(share) ? '–' : `${(share * 100).toFixed(1)} %`} | ${rows} | ${((ms * 1000) / turns).toFixed(0)} µs |`,
    );
  }
}
close();

// What a server takes that complains above that, of which we know nothing: how near it we come, and how often it complains.
const MINUTE = 60_000;
const minutes = 60;
const servers: [string, () => Server, number][] = [
  ['50 in any second', () => slidingWindow(50, 1_000), 50],
  ['14 in each second', () => fixedWindow(14, 1_000), 14],
  ['1 in any second', () => slidingWindow(1, 1_000), 1],
  ['300 in each minute', () => fixedWindow(300, MINUTE), 5],
  ['30 in any minute', () => slidingWindow(30, MINUTE), 0.5],
  ['10 a second, 100 at once', () => leakyBucket(10, 100), 10],
];
console.log(`\n| a server that takes | used in ${minutes} minutes | complaints in the first 5 | in each hour after 10 |`);
console.log('|---|---|---|---|');
for (const [title, server, perSecond] of servers) {
  const sent = sendToServer(server(), { ms: minutes * MINUTE, connections: 20, latency: 50, random: repeatable(1) });
  const complaints = (from: number, to: number) => sent.complaints.filter((at) => at >= from * MINUTE && at < to * MINUTE).length;
  const share = sent.taken.length / (minutes * 60 * perSecond);
  console.log(
    `| ${title} | ${(share * 100).toFixed(1)} % | ${complaints(0, 5)} | ${((complaints(10, minutes) * 60) / (minutes - 10)).toFixed(0)} |`,
  );
}
