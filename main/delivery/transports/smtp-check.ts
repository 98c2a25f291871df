import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { messageOf } from '../../base/errors.ts';
import { envelopeAddress } from '../address.ts';
import { tidy } from '../ledger/outcome.ts';
import { certificateTrouble, connectAdvice, encryptionAdvice, isLoopback, silenceAdvice } from './smtp-advice.ts';
import { logIn } from './smtp-login.ts';
import { type Encryption, openTalk, type Talk } from './smtp-talk.ts';
import { createSteps, type TransportCheck } from './transport-check.ts';
import type { SmtpSettings } from './transports.store.ts';

const PATIENCE_MS = 10_000;

type Checked = {
  settings: SmtpSettings;
  password: string | null;
  /** For whom it shall send; empty where that is not known. */
  sender: string;
  bounceAddress: string;
  timeoutMs?: number;
};

/** Goes the whole way of a message up to its body, and tells each step in plain words. Nothing is sent. */
export async function checkSmtp(checked: Checked): Promise<TransportCheck> {
  const { settings } = checked;
  const { host, port } = settings;
  const place = `${host}:${port}`;
  const steps = createSteps();
  if (!isIP(host)) {
    try {
      const addresses = await lookup(host, { all: true });
      steps.fine(
        'name',
        `${host} is ${addresses
          .map(({ address }) => address)
          .slice(0, 3)
          .join(', ')}.`,
      );
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      const advice = code === 'ENOTFOUND' ? 'Is the name spelt right?' : 'Is this computer online?';
      return steps.failed('name', `${place} could not be reached: the name of the server was not found.`, {
        advice,
        server: code,
      });
    }
  }
  let talk: Talk;
  try {
    talk = await openTalk({ host, port, timeoutMs: checked.timeoutMs ?? PATIENCE_MS });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const words = code === 'ECONNREFUSED' ? 'nothing answers there. Is the port right?' : messageOf(error);
    return steps.failed('connect', `${place} could not be reached: ${words}`, { advice: connectAdvice(settings, code) });
  }
  try {
    return await converse(talk, checked, steps);
  } catch (error) {
    return steps.failed('connect', `${place} stopped answering: ${messageOf(error)}`, { advice: 'Try again in a few minutes.' });
  } finally {
    talk.close();
  }
}

type Steps = ReturnType<typeof createSteps>;
/** What EHLO offered: each extension with what follows its name. */
type Offers = ReadonlyMap<string, string>;

async function converse(talk: Talk, checked: Checked, steps: Steps): Promise<TransportCheck> {
  const begun = await begin(talk, checked.settings, steps);
  if ('ok' in begun) return begun;
  const { offers, encrypted } = begun;
  const { settings, password } = checked;
  const refused = await logIn(talk, { settings, password, offered: offers.get('AUTH') ?? null, encrypted }, steps);
  return refused ?? (await checkEnvelopes(talk, checked, steps)) ?? finished(steps, offers);
}

/** From the connection to a server that is ready for a login. */
async function begin(
  talk: Talk,
  settings: SmtpSettings,
  steps: Steps,
): Promise<{ offers: Offers; encrypted: boolean } | TransportCheck> {
  const { host, port, security } = settings;
  steps.fine('connect', `${host} answers on port ${port}.`);
  const fromTheStart = security === 'tls' || (security === 'auto' && port === 465);
  const refusedAtOnce = fromTheStart ? await encrypt(talk, settings, steps) : null;
  if (refusedAtOnce) return refusedAtOnce;

  const greeting = await talk.reply().catch((error: Error) => ({ code: 0, text: '', error }));
  if (greeting.code !== 220) {
    const server = tidy(greeting.text);
    return steps.failed('greeting', server ? `${host} does not want us: ${server}` : `${host} gives no greeting.`, {
      server,
      advice: server ? 'Its own words say why; the host can tell more.' : silenceAdvice(settings),
    });
  }
  steps.fine('greeting', 'It greets as a mail server does.', { server: tidy(greeting.text) });
  const offers = await hello(talk);
  if (!offers) return steps.failed('greeting', `${host} does not speak the mail protocol of today (EHLO).`);
  if (fromTheStart) return { offers, encrypted: true };

  if (security !== 'none' && offers.has('STARTTLS')) {
    const ready = await talk.reply('STARTTLS');
    const refused = ready.code === 220 ? await encrypt(talk, settings, steps) : refusedToEncrypt(steps, settings, ready.text);
    return refused ?? { offers: (await hello(talk)) ?? offers, encrypted: true };
  }
  if (security === 'starttls') return refusedToEncrypt(steps, settings, 'it offers no STARTTLS.');
  if (isLoopback(host)) steps.fine('encryption', 'The connection is not encrypted, and does not leave this computer.');
  else
    steps.doubt('encryption', 'The connection is not encrypted: others on the way can read the messages.', {
      advice: encryptionAdvice(settings),
    });
  return { offers, encrypted: false };
}

function refusedToEncrypt(steps: Steps, settings: SmtpSettings, words: string): TransportCheck {
  const { host, port } = settings;
  const text = `The encrypted connection to ${host}:${port} could not be made: ${tidy(words)}`;
  return steps.failed('encryption', text, { advice: encryptionAdvice(settings) });
}

/** Null where the connection is encrypted towards whom we meant. */
async function encrypt(talk: Talk, settings: SmtpSettings, steps: Steps): Promise<TransportCheck | null> {
  const { host, port } = settings;
  let encryption: Encryption;
  try {
    encryption = await talk.encrypt();
  } catch (error) {
    const words = messageOf(error);
    const speaksPlain = /wrong version number|packet length too long/i.test(words);
    return refusedToEncrypt(steps, settings, speaksPlain ? 'the server does not encrypt from the start on this port.' : words);
  }
  const { certificate, invalid, protocol } = encryption;
  const facts = `for ${certificate.subject?.CN ?? host}, by ${certificate.issuer?.O ?? certificate.issuer?.CN ?? 'an unnamed issuer'}, until ${day(certificate.valid_to)}`;
  if (invalid === null) {
    steps.fine('encryption', `The connection is encrypted (${protocol}) and the certificate is valid: ${facts}.`);
    return null;
  }
  const { text, advice } = certificateTrouble(host, invalid);
  return steps.failed('encryption', `The encrypted connection to ${host}:${port} could not be made: its certificate ${text}.`, {
    advice,
    server: `${invalid}: ${facts}`,
  });
}

async function hello(talk: Talk): Promise<Offers | null> {
  // The address literal says nothing about this computer's name, and every server takes it.
  const answer = await talk.reply('EHLO [127.0.0.1]');
  if (answer.code !== 250) return null;
  return new Map(
    answer.lines.slice(1).map((line) => {
      const [name = '', ...rest] = line.trim().split(/[ =]/);
      return [name.toUpperCase(), rest.join(' ')];
    }),
  );
}

/** Says sender and recipient as a message would, and takes them back. Null where the server has nothing against them. */
async function checkEnvelopes(talk: Talk, checked: Checked, steps: Steps): Promise<TransportCheck | null> {
  const { settings, sender, bounceAddress } = checked;
  const { host } = settings;
  if (sender !== '') {
    const mail = await talk.reply(`MAIL FROM:<${envelopeAddress(sender)}>`);
    if (mail.code !== 250) {
      const server = tidy(mail.text);
      const advice = settings.user
        ? `Is ${sender} an address of this account? Many hosts send only for those; add it there first.`
        : 'This server may want a login first: enter a user name.';
      return steps.failed('sender', `${host} does not take mail from ${sender}: ${server}`, { server, advice });
    }
    steps.fine('sender', `${host} takes mail from ${sender}.`);
    const rcpt = await talk.reply(`RCPT TO:<${envelopeAddress(sender)}>`);
    const server = tidy(rcpt.text);
    if (/relay/i.test(server) && rcpt.code >= 500)
      return steps.failed('recipient', `${host} does not pass mail on: ${server}`, {
        server,
        advice: 'It takes mail for others only after a login, or on another port. Try 587 or 465.',
      });
    if (rcpt.code === 250 || rcpt.code === 251) steps.fine('recipient', `Mail to ${sender} is taken, too; nothing was sent.`);
    else
      steps.doubt('recipient', `It does not take mail to ${sender}: ${server}`, {
        server,
        advice: 'If no mailbox has this address, answers and bounces get lost.',
      });
    await talk.reply('RSET');
  }
  if (bounceAddress === '') return null;
  const bounces = await talk.reply(`MAIL FROM:<${envelopeAddress(withMark(bounceAddress))}>`);
  await talk.reply('RSET');
  if (bounces.code !== 250) {
    const server = tidy(bounces.text);
    return steps.failed('bounces', `${host} does not allow ${bounceAddress} as the address for bounces: ${server}`, {
      server,
      advice: 'Leave the bounce address empty, or allow it and its plus addresses at the host.',
    });
  }
  steps.fine('bounces', `Bounces may come back to ${bounceAddress}, with a mark for each message.`);
  return null;
}

function finished(steps: Steps, offers: Offers): TransportCheck {
  const size = Number(offers.get('SIZE'));
  const parts = [
    size > 0 ? `messages up to ${Math.floor(size / 1_000_000).toLocaleString('en')} MB` : null,
    offers.has('PIPELINING') ? 'several commands at once (PIPELINING)' : 'one command at a time, which is slower',
    offers.has('SMTPUTF8') ? 'addresses in any script (SMTPUTF8)' : null,
    offers.has('DSN') ? 'envelope ids in bounces (DSN)' : null,
  ];
  steps.fine('abilities', `It offers ${parts.filter((part) => part !== null).join(', ')}.`);
  return steps.done();
}

/** The way a mark stands in a return path; this one means nothing to anybody. */
const withMark = (address: string): string => address.replace(/@(?=[^@]*$)/, '+0-check@');

const day = (text: string): string =>
  Number.isNaN(Date.parse(text)) ? 'an unknown day' : new Date(text).toISOString().slice(0, 10);
