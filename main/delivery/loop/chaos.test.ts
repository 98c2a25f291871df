import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { workspaceDb } from '../../db/testing.ts';
import { countByStatus, createTransport, listMessages, requireSend } from '../delivery.ts';
import { deliveryOn, mailServer, memorySecrets, seedSend, smtpError, until } from '../testing.ts';
import { testCertificate } from '../transports/testing-certificate.ts';
import { chaosProxy, type Harm, harms, type Point, points } from './testing-chaos.ts';

const RECIPIENTS = 6;
const TIMES = 2;
const timing = {
  reconnectMs: 5,
  longestReconnectMs: 20,
  retryMs: [10],
  brakeMs: 5,
  longestBrakeMs: 10,
  answerMs: 150,
  connectMs: 150,
  idleMs: 10,
};

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

/** Sends to some people over a line that is harmed twice at one point, until nothing is left to send. */
async function sendThrough(at: Point, harm: Harm) {
  const { db, close } = await workspaceDb();
  cleanUp.push(close);
  const encrypted = at === 'starttls';
  if (encrypted) setDefaultCACertificates([...getCACertificates('default'), testCertificate.cert]);
  const server = await mailServer({
    ...testCertificate,
    disabledCommands: encrypted ? ['AUTH'] : ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, callback) => callback(null, { user: 'rye' }),
    // One person is refused, so that there is an envelope to be reset.
    onRcptTo: ({ address }, _session, callback) =>
      callback(address.startsWith('p2@') ? smtpError(552, '5.2.2 Mailbox full') : null),
  });
  cleanUp.push(() => server.stop());
  const proxy = await chaosProxy({ to: server.port, at, harm, times: TIMES });
  cleanUp.push(() => proxy.stop());
  const secrets = memorySecrets();
  const { id: transportId } = createTransport(db, {
    transport: {
      kind: 'smtp',
      settings: {
        host: encrypted ? 'localhost' : '127.0.0.1',
        port: proxy.port,
        security: encrypted ? 'starttls' : 'auto',
        user: encrypted ? '' : 'rye',
      },
      password: 'secret',
      name: 'Test server',
      connections: 2,
      perSecond: null,
      perDay: null,
    },
    secrets,
    now: Date.now(),
  });
  const send = seedSend(db, { count: RECIPIENTS, transportId });
  const delivery = deliveryOn(db, { secrets, timing });
  cleanUp.push(() => delivery.stop());
  delivery.start();
  const state = () => requireSend(db, send.publicId).state;
  await until('nothing is left to send', () => state() === 'finished' || state() === 'paused');
  if (at === 'quit') await until('idle connections say goodbye', () => proxy.harmed() > 0);
  const arrived = new Map<string, number>();
  for (const { to } of server.got) arrived.set(to[0] ?? '', (arrived.get(to[0] ?? '') ?? 0) + 1);
  const rows = listMessages(db, { sendId: send.sendId, offset: 0, limit: 100 }).rows;
  return {
    counts: countByStatus(db, send.sendId),
    rows,
    arrived,
    harmed: proxy.harmed(),
    pauseReason: requireSend(db, send.publicId).pauseReason,
  };
}

const table = points.flatMap((at) => harms.map((harm) => [at, harm] as const));

test.each(table)('at %s, a line that suffers a %s loses nobody and doubles nobody', async (at, harm) => {
  const { counts, rows, arrived, harmed, pauseReason } = await sendThrough(at, harm);
  // In the midst of a message the answer is missing; an envelope may be said behind a message whose answer is to come.
  const unknown = (at === 'body' || at === 'dot') && harm !== '421';
  const behind = at === 'mail' || at === 'rcpt' || at === 'data' || at === 'rset';
  expect(harmed).toBeGreaterThan(0);
  expect([...arrived].filter(([, times]) => times > 1)).toEqual([]);
  if (behind) expect(counts.uncertain).toBeLessThanOrEqual(harmed);
  else expect(counts.uncertain).toBe(unknown ? harmed : 0);
  expect(counts).toMatchObject({ accepted: RECIPIENTS - 1 - counts.uncertain, refused: 1, pending: 0, deferred: 0 });
  expect(pauseReason.includes('please decide')).toBe(counts.uncertain > 0);
  for (const { email, status } of rows) {
    if (status === 'uncertain' && behind) continue;
    const meant = status === 'accepted' ? 1 : status === 'refused' ? 0 : at === 'dot' ? 1 : 0;
    expect(arrived.get(email) ?? 0, `${email} is ${status}`).toBe(meant);
  }
});
