import { SESv2Client, type SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { type Outcome, wordsOnly } from '../ledger/outcome.ts';
import type { Line, Opened } from '../loop/line.ts';
import type { SesSettings } from './transports.store.ts';

/** The tag by which events name a message. */
const MARK_TAG = 'letterpress';

export type SesKeys = { secretAccessKey: string | null; sessionToken?: string | null };

/** `attempts` above one only for questions, never for messages: the library would send one again without telling. */
export const sesClient = (settings: SesSettings, keys: SesKeys, attempts = 1): SESv2Client =>
  new SESv2Client({
    region: settings.region,
    credentials: {
      accessKeyId: settings.accessKeyId,
      secretAccessKey: keys.secretAccessKey ?? '',
      ...(keys.sessionToken ? { sessionToken: keys.sessionToken } : {}),
    },
    maxAttempts: attempts,
    requestHandler: { connectionTimeout: 20_000, requestTimeout: 120_000 },
    ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
  });

export function openSesLine(settings: SesSettings, keys: SesKeys): Opened {
  if (!keys.secretAccessKey) return { line: null, why: 'setup', words: 'The secret access key of this account is missing.' };
  return { line: sesLine(sesClient(settings, keys), settings) };
}

/** HTTP has no connection to lose between messages; the line is open until it is closed. */
function sesLine(client: SESv2Client, settings: SesSettings): Line {
  const closed = new AbortController();
  return {
    isOpen: () => !closed.signal.aborted,
    takesAhead: () => false,
    announced: () => null,
    close: () => {
      closed.abort();
      client.destroy();
    },
    deliver: async (envelope, raw) => {
      try {
        const answer = await client.send(
          new SendEmailCommand({
            // Who it is from stands in the message itself. Amazon makes the return path; bounces by mail go on to ours.
            FeedbackForwardingEmailAddress: envelope.from,
            Destination: { ToAddresses: [envelope.to] },
            Content: { Raw: { Data: raw } },
            // Comes back with every event about this message.
            EmailTags: [{ Name: MARK_TAG, Value: envelope.mark }],
            ...(settings.configurationSet ? { ConfigurationSetName: settings.configurationSet } : {}),
          }),
          { abortSignal: closed.signal },
        );
        return {
          is: 'accepted',
          code: 200,
          enhancedCode: null,
          reply: `Amazon SES took it as ${answer.MessageId ?? 'unnamed'}.`,
        };
      } catch (error) {
        // Whatever the library throws has a name and a message.
        const outcome = classifySesError(error as Error);
        // Nothing is there: the next line is opened when it is time to try again, as with a server that is away.
        if (outcome.is === 'unsent') closed.abort();
        return outcome;
      }
    },
  };
}

const AUTH =
  /InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|AccessDenied|ExpiredToken|IncompleteSignature|MissingAuthentication/;
const SENDER = /MailFromDomainNotVerified|NotFound/;
const NEVER_LEFT = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/;

/** Reads what Amazon SES says. An answer is an answer; only where none came is the outcome unknown. */
function classifySesError(error: Error & Partial<SESv2ServiceException> & { code?: string }): Outcome {
  const status = error.$metadata?.httpStatusCode ?? null;
  const reply = `${error.name}: ${error.message}`;
  const facts = { code: status, enhancedCode: null, reply: reply.slice(0, 500) };
  if (AUTH.test(error.name) || (status === 403 && !SENDER.test(error.name))) return { ...facts, is: 'trouble', with: 'auth' };
  if (/LimitExceeded|AccountSuspended|SendingPaused/.test(error.name) || /daily message quota/i.test(error.message))
    return { ...facts, is: 'trouble', with: 'quota' };
  if (/TooManyRequests|Throttling/.test(error.name) || status === 429) return { ...facts, is: 'deferred', slowDown: true };
  if (SENDER.test(error.name) || /not verified/i.test(error.message)) return { ...facts, is: 'trouble', with: 'sender' };
  if (status === 503) return { ...facts, is: 'deferred', slowDown: true };
  if (status !== null && status >= 400 && status < 500) return { ...facts, is: 'refused', reason: 'content' };
  if (NEVER_LEFT.test(`${error.code} ${error.name} ${error.message}`)) return { is: 'unsent', ...wordsOnly(reply) };
  return { is: 'uncertain', ...wordsOnly(`No clear answer came from Amazon SES. ${reply}`) };
}
