import { createHmac } from 'node:crypto';
import { tidy } from '../ledger/outcome.ts';
import { isLoopback, loginAdvice } from './smtp-advice.ts';
import type { Reply, Talk } from './smtp-talk.ts';
import type { createSteps, TransportCheck } from './transport-check.ts';
import type { SmtpSettings } from './transports.store.ts';

type LogIn = {
  settings: SmtpSettings;
  password: string | null;
  /** The ways to log in as the server names them; null where it offers none. */
  offered: string | null;
  encrypted: boolean;
};

/** The login of a check. Null where somebody is logged in, or nobody needs to. */
export async function logIn(
  talk: Talk,
  { settings, password, offered, encrypted }: LogIn,
  steps: ReturnType<typeof createSteps>,
): Promise<TransportCheck | null> {
  const { host, port, user } = settings;
  if (!user) {
    steps.fine('login', 'No user name is set, so nobody logs in.');
    return null;
  }
  if (!encrypted && !isLoopback(host)) {
    const text = `${host} offers no encryption, so the password was not sent.`;
    return steps.failed('login', text, { advice: 'Choose TLS or STARTTLS, or another port.' });
  }
  if (offered === null) {
    const text = `${host} offers no login on port ${port}, although a user name is set.`;
    return steps.failed('login', text, {
      advice: 'Another port may, such as 587 or 465. If none is needed, leave the user name empty.',
    });
  }
  const ways = offered.toUpperCase().split(/\s+/);
  const way = (['PLAIN', 'LOGIN', 'CRAM-MD5'] as const).find((one) => ways.includes(one));
  if (!way) {
    const text = `${host} takes no passwords: it offers ${offered} only.`;
    return steps.failed('login', text, { advice: 'The host may have a way to allow logins by password, or an app password.' });
  }
  if (!password) return steps.failed('login', 'The password is missing.', { advice: 'Enter it and save.' });
  const answer = await says[way](talk, user, password);
  if (answer.code === 235) {
    steps.fine('login', `${user} may log in.`, { server: `${ways.join(', ')} offered, ${way} used` });
    return null;
  }
  const server = tidy(answer.text);
  return steps.failed('login', `${host} refused the login of ${user}: ${server}`, {
    server,
    advice: loginAdvice(settings, server),
  });
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const says: Record<'PLAIN' | 'LOGIN' | 'CRAM-MD5', (talk: Talk, user: string, password: string) => Promise<Reply>> = {
  PLAIN: (talk, user, password) => talk.reply(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`),
  LOGIN: async (talk, user, password) => {
    for (const line of ['AUTH LOGIN', base64(user)]) {
      const answer = await talk.reply(line);
      if (answer.code !== 334) return answer;
    }
    return await talk.reply(base64(password));
  },
  'CRAM-MD5': async (talk, user, password) => {
    const challenge = await talk.reply('AUTH CRAM-MD5');
    if (challenge.code !== 334) return challenge;
    const text = Buffer.from(challenge.lines[0] ?? '', 'base64');
    return await talk.reply(base64(`${user} ${createHmac('md5', password).update(text).digest('hex')}`));
  },
};
