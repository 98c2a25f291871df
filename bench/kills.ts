/**
 * Kills a sending process without warning, at each named moment in the life of a message and at n random ones, and
 * counts who was lost, who got it twice and of whom it is not known. Not measured against anything: each number but
 * the last has to be 0, and the last at most the number of connections for each kill. With `--power-cut` what was written
 * without waiting for the disk is gone as well, in whole or in part.
 *
 *   npm run bench -- kills --n 200 [--connections 5] [--each 3]
 *   npm run bench -- kills --power-cut 60 [--connections 5]
 */
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { workspaceDb } from '../main/db/testing.ts';
import { countByStatus, requireSend } from '../main/delivery/delivery.ts';
import { type Account, accountFor, goOn, killAt, killPoints, startSender } from '../main/delivery/ledger/testing-kills.ts';
import { powerCuts } from '../main/delivery/ledger/testing-power.ts';
import { mailServer, seedSend, smtpTransport, until } from '../main/delivery/testing.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '200' },
    connections: { type: 'string', default: '5' },
    each: { type: 'string', default: '3' },
    'power-cut': { type: 'string' },
  },
});
const connections = Number(values.connections);
/** How many there are for each kill. */
const PER_KILL = 150;
const PER_RANDOM_KILL = 80;
const PATIENCE_MS = 3_600_000;

type Line = Account & { moment: string; kills: number; mostUncertain: number };
const lines: Line[] = [];

for (const point of values['power-cut'] === undefined ? killPoints : []) {
  const line: Line = { moment: point, kills: 0, mostUncertain: 0, lost: 0, doubled: 0, uncertain: 0, accepted: 0, arrived: 0 };
  for (; line.kills < Number(values.each); line.kills++) {
    const { db, close } = await workspaceDb();
    add(line, (await killAt(db, { point, recipients: PER_KILL, connections })).account);
    close();
  }
  lines.push(line);
}
if (values['power-cut'] === undefined) lines.push(await atRandom(Number(values.n)));
else lines.push(...(await withoutPower(Number(values['power-cut']))));

process.stdout.write('| killed | times | messages | accepted | lost | doubled | uncertain | most uncertain of one kill |\n');
process.stdout.write('|---|---:|---:|---:|---:|---:|---:|---:|\n');
for (const one of lines) {
  const cells = [one.moment, one.kills, one.accepted + one.uncertain, one.accepted, one.lost, one.doubled, one.uncertain];
  process.stdout.write(`| ${[...cells, one.mostUncertain].join(' | ')} |\n`);
}
if (lines.some((one) => one.lost > 0 || one.doubled > 0 || one.mostUncertain > connections)) process.exitCode = 1;

function add(line: Line, account: Account): void {
  line.mostUncertain = Math.max(line.mostUncertain, account.uncertain);
  for (const key of ['lost', 'doubled', 'uncertain', 'accepted', 'arrived'] as const) line[key] += account[key];
}

/** A third of them while the audience is written down, the others while messages leave. */
async function withoutPower(n: number): Promise<Line[]> {
  const early = Math.ceil(n / 3);
  const cut = async (moment: string, size: { recipients: number; cuts: number; early: number }): Promise<Line> => {
    const { account, cuts } = await powerCuts({ ...size, connections });
    const most = Math.max(0, ...cuts.map(({ uncertain }) => uncertain));
    const dropped = cuts.filter(({ unsynced }) => unsynced > 0).length;
    return {
      ...account,
      moment: `${moment}; ${dropped} times something was not on the disk`,
      kills: cuts.length,
      mostUncertain: most,
    };
  };
  return [
    await cut('power, while it is prepared', { recipients: early * 1_500, cuts: early, early }),
    await cut('power, while it is sent', {
      recipients: Math.max(3_100, (n - early) * PER_RANDOM_KILL),
      cuts: n - early,
      early: 0,
    }),
  ];
}

/** One send that is killed again and again: while it starts, while it sends, whenever it happens. */
async function atRandom(n: number): Promise<Line> {
  const { db, close } = await workspaceDb();
  const server = await mailServer();
  const { id: transportId } = smtpTransport(db, { port: server.port, connections });
  const send = seedSend(db, { count: n * PER_RANDOM_KILL, transportId });
  let kills = 0;
  let most = 0;
  for (; kills < n && requireSend(db, send.publicId).state === 'sending'; kills++) {
    const uncertain = countByStatus(db, send.sendId).uncertain;
    const from = server.got.length;
    const { kill } = startSender(db.file, 'none');
    // One in five dies before it has sent anything.
    if (kills % 5 !== 0)
      await until('it sends', () => server.got.length > from || requireSend(db, send.publicId).state !== 'sending', 60_000);
    await setTimeout(Math.random() * 100);
    await kill();
    const now = countByStatus(db, send.sendId);
    most = Math.max(most, now.uncertain + now.attempting - uncertain);
    if (process.stderr.isTTY) process.stderr.write(`\r${kills + 1} of ${n} `);
  }
  await goOn(db, send, PATIENCE_MS);
  await server.stop();
  const account = accountFor(db, send, server.got);
  close();
  return { ...account, moment: 'at random', kills, mostUncertain: most };
}
