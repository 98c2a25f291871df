import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Line } from '../loop/line.ts';
import { until } from '../testing.ts';
import { type Offers, readOffers, smtpSession } from './smtp-session.ts';

/** What the client said, a string for each packet's worth that ends with a line, and what the server answers to it. */
type Script = (said: string, socket: Socket) => void;

let lines: Line[] = [];
let end: (() => void)[] = [];
beforeEach(() => {
  lines = [];
  end = [];
});
afterEach(() => {
  for (const line of lines) line.close();
  for (const one of end) one();
});

const everything: Offers = { pipelining: true, smtputf8: true, dsn: true, size: true, largest: null };

async function session(script: Script, offers: Partial<Offers> = {}) {
  const said: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      said.push(text);
      script(text, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  end.push(() => {
    for (const one of sockets) one.destroy();
    server.close();
  });
  const line = smtpSession(socket, {
    offers: { ...everything, ...offers },
    host: 'mx.test.example',
    answerMs: 200,
    resetMs: 200,
  });
  lines.push(line);
  return { line, said, sockets };
}

const to = (name: string) => ({ from: 'news@test.example', to: `${name}@test.example`, mark: name });
const body = Buffer.from('Subject: Bread\r\n\r\nFresh.\r\n');
const envelope = (name: string) =>
  `MAIL FROM:<news@test.example> SIZE=${body.length} ENVID=${name}\r\nRCPT TO:<${name}@test.example>\r\nDATA\r\n`;
const YES = '250 2.1.0 Sender ok\r\n250 2.1.5 Recipient ok\r\n354 Go ahead\r\n';

/** Answers envelopes and bodies as a good server does, but for those that `unless` answers. */
const server =
  (unless: (said: string) => string | null = () => null): Script =>
  (said, socket) => {
    const special = unless(said);
    if (special !== null) return void socket.write(special);
    const answers = [
      said.includes('\r\n.\r\n') || said === '.\r\n' ? '250 2.0.0 Queued\r\n' : '',
      said.includes('DATA\r\n') ? YES : '',
    ];
    if (said.startsWith('RSET')) answers.push('250 2.0.0 Ok\r\n');
    socket.write(answers.join(''));
  };

describe('a session with a server that offers PIPELINING', () => {
  it('says the next envelope behind a message, so that each message costs one round trip', async () => {
    const { line, said } = await session(server());
    const outcomes = [
      await line.deliver(to('a'), body, { envelope: to('b'), bytes: body.length }),
      await line.deliver(to('b'), body, { envelope: to('c'), bytes: body.length }),
      await line.deliver(to('c'), body),
    ];
    expect(outcomes.map(({ is }) => is)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(said).toEqual([envelope('a'), `${body}.\r\n${envelope('b')}`, `${body}.\r\n${envelope('c')}`, `${body}.\r\n`]);
  });

  it('holds a refusal of who was announced until it is that one’s turn, and goes on after it', async () => {
    const { line, said } = await session(
      server((text) =>
        text.includes('<b@') ? '250 2.0.0 Queued\r\n250 2.1.0 Ok\r\n550 5.1.1 No such user\r\n503 5.5.1 No recipients\r\n' : null,
      ),
    );
    expect((await line.deliver(to('a'), body, { envelope: to('b'), bytes: body.length })).is).toBe('accepted');
    const refused = await line.deliver(to('b'), body, { envelope: to('c'), bytes: body.length });
    expect(refused).toMatchObject({ is: 'refused', reason: 'bounced', reply: '550 5.1.1 No such user' });
    expect(refused.dialogue).toEqual([
      `C: MAIL FROM:<news@test.example> SIZE=${body.length} ENVID=b`,
      'C: RCPT TO:<b@test.example>',
      'C: DATA',
      'S: 250 2.1.0 Ok',
      'S: 550 5.1.1 No such user',
      'S: 503 5.5.1 No recipients',
      'C: RSET',
      'S: 250 2.0.0 Ok',
    ]);
    expect((await line.deliver(to('c'), body)).is).toBe('accepted');
    expect(said.at(-3)).toBe('RSET\r\n');
    expect(line.takesAhead()).toBe(true);
  });

  it('asks again without announcing where the server does not like that, and announces no more', async () => {
    const { line, said } = await session(
      server((text) =>
        text.includes('.\r\nMAIL')
          ? '250 2.0.0 Queued\r\n503 5.5.0 Synchronization error\r\n503 5.5.0 Bad sequence\r\n503 5.5.0 Bad sequence\r\n'
          : null,
      ),
    );
    expect((await line.deliver(to('a'), body, { envelope: to('b'), bytes: body.length })).is).toBe('accepted');
    expect((await line.deliver(to('b'), body, { envelope: to('c'), bytes: body.length })).is).toBe('accepted');
    expect(said.slice(2)).toEqual(['RSET\r\n', envelope('b'), `${body}.\r\n`]);
    expect(line.takesAhead()).toBe(false);
  });

  it('ends with an empty message where a body is wanted for nobody', async () => {
    const { line, said } = await session(
      server((text) => (text.includes('<a@') ? '250 Ok\r\n550 5.1.1 No such user\r\n354 Go ahead\r\n' : null)),
    );
    expect(await line.deliver(to('a'), body)).toMatchObject({ is: 'refused', reason: 'bounced' });
    expect(said.slice(1)).toEqual(['.\r\n', 'RSET\r\n']);
    expect((await line.deliver(to('b'), body)).is).toBe('accepted');
  });

  it('hangs up rather than handing anything to a server that refused the sender and wants a body', async () => {
    const { line } = await session(
      server((text) => (text.includes('<a@') ? '550 5.7.1 Not you\r\n250 Ok\r\n354 Go ahead\r\n' : null)),
    );
    expect(await line.deliver(to('a'), body)).toMatchObject({ is: 'trouble', reply: '550 5.7.1 Not you' });
    expect(line.isOpen()).toBe(false);
  });

  it('does not know what became of a message when the server hangs up on it, and has not sent the next', async () => {
    const { line } = await session((text, socket) => {
      if (text.includes('\r\n.\r\n')) socket.end();
      else socket.write(YES);
    });
    expect((await line.deliver(to('a'), body, { envelope: to('b'), bytes: body.length })).is).toBe('uncertain');
    expect(line.isOpen()).toBe(false);
    expect(await line.deliver(to('b'), body)).toMatchObject({ is: 'unsent' });
  });

  it('takes a refusal of the body for what it is and stays open, though the next is announced', async () => {
    const { line } = await session(server((text) => (text.includes('.\r\nMAIL') ? `554 5.6.0 Looks like spam\r\n${YES}` : null)));
    expect(await line.deliver(to('a'), body, { envelope: to('b'), bytes: body.length })).toMatchObject({
      is: 'refused',
      reason: 'content',
    });
    expect((await line.deliver(to('b'), body)).is).toBe('accepted');
  });

  it('hangs up without a goodbye when what was announced is not wanted any more', async () => {
    const { line, said, sockets } = await session(server());
    await line.deliver(to('a'), body, { envelope: to('b'), bytes: body.length });
    expect(line.announced()).toBe('b');
    line.close();
    await until('the server sees the end', () => sockets[0]?.destroyed === true);
    expect(said.join('')).not.toContain('QUIT');
  });

  it('says goodbye to a server that waits for nothing', async () => {
    const { line, said } = await session(server());
    await line.deliver(to('a'), body);
    line.close();
    await until('it is said', () => said.at(-1) === 'QUIT\r\n');
  });

  it('does not announce who cannot be named', async () => {
    const { line, said } = await session(server(), { smtputf8: false });
    const umlaut = { ...to('b'), to: 'bäcker@test.example' };
    expect((await line.deliver(to('a'), body, { envelope: umlaut, bytes: body.length })).is).toBe('accepted');
    expect(await line.deliver(umlaut, body)).toMatchObject({ is: 'refused' });
    expect(said).toEqual([envelope('a'), `${body}.\r\n`]);
  });
});

describe('any session', () => {
  it('asks one after another where PIPELINING is not offered', async () => {
    const { line, said } = await session(
      (text, socket) => void socket.write(text === 'DATA\r\n' ? '354 Go ahead\r\n' : '250 Ok\r\n'),
      { pipelining: false },
    );
    expect(line.takesAhead()).toBe(false);
    expect((await line.deliver(to('a'), body, { envelope: to('b'), bytes: body.length })).is).toBe('accepted');
    expect(said).toEqual([...envelope('a').split(/(?<=\n)/), `${body}.\r\n`]);
  });

  it('reads replies of several lines in any packets, in UTF-8 and in Latin-1', async () => {
    const { line } = await session((text, socket) => {
      if (text.includes('DATA\r\n')) return void socket.write(YES);
      const reply = Buffer.concat([Buffer.from('554-5.6.0 Gr'), Buffer.from([0xfc]), Buffer.from('ezi\r\n554 5.6.0 nein\r\n')]);
      for (const octet of reply) socket.write(Buffer.from([octet]));
    });
    expect(await line.deliver(to('a'), body)).toMatchObject({ is: 'refused', reply: '554-5.6.0 Grüezi nein' });
  });

  it('gives up on a server that falls silent, and on one that does not stop talking', async () => {
    const silent = await session((text, socket) => void (text.includes('DATA') && socket.write(YES)));
    expect(await silent.line.deliver(to('a'), body)).toMatchObject({
      is: 'uncertain',
      reply: expect.stringContaining('no answer came in time'),
    });
    const talker = await session((_text, socket) => void socket.write('250-and then\r\n'.repeat(10_000)));
    expect(await talker.line.deliver(to('a'), body)).toMatchObject({ is: 'unsent' });
  });

  it('says nothing to the server of an address that would break its line, nor of a message that it will not take', async () => {
    const { line, said } = await session(server(), { largest: 10 });
    expect(await line.deliver({ ...to('a'), to: 'a@test.example>\r\nDATA' }, body)).toMatchObject({ is: 'refused' });
    expect(await line.deliver(to('a'), body)).toMatchObject({ is: 'trouble', with: 'sender' });
    expect(said).toEqual([]);
  });

  it('does not take a stray yes for an answer', async () => {
    const { line } = await session(server((text) => (text.includes('<a@') ? '250 Ok\r\n250 Ok\r\n199 What\r\n' : null)));
    expect(await line.deliver(to('a'), body)).toMatchObject({ is: 'unsent' });
  });
});

it('reads what a server offers', () => {
  const ehlo = '250-mx.test.example\n250-PIPELINING\n250-SIZE 10240000\n250-DSN\n250 SMTPUTF8';
  expect(readOffers(ehlo)).toEqual({ pipelining: true, smtputf8: true, dsn: true, size: true, largest: 10_240_000 });
  expect(readOffers('250 mx.test.example')).toEqual({
    pipelining: false,
    smtputf8: false,
    dsn: false,
    size: false,
    largest: null,
  });
});
