import { GetEmailIdentityCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { AccountFacts } from '#shared/rpc/transports.ts';
import { messageOf } from '../../base/errors.ts';
import { type SesKeys, sesClient } from './ses.ts';
import { readSesAccount } from './ses-account.ts';
import { createSteps, type TransportCheck } from './transport-check.ts';
import type { SesSettings } from './transports.store.ts';

const ATTEMPTS = 3;

/**
 * Asks Amazon SES for the account's own limits and whether the sender is confirmed; it needs valid keys and sends
 * nothing. What was learned of the account comes along.
 */
export async function checkSes(checked: { settings: SesSettings; keys: SesKeys; sender: string }): Promise<TransportCheck> {
  const { settings, keys, sender } = checked;
  const steps = createSteps();
  if (!keys.secretAccessKey) return steps.failed('login', 'The secret access key is missing.', { advice: 'Enter it and save.' });
  const client = sesClient(settings, keys, ATTEMPTS);
  try {
    const account = await readSesAccount(client, Date.now());
    steps.fine('login', `Amazon SES in ${settings.region} accepts the keys.`);
    steps.fine('limits', limitsInWords(account));
    if (!account.sendingEnabled)
      return {
        ...steps.failed('limits', 'Amazon has switched off sending for this account.', {
          advice: 'Its console says why, under Account dashboard or Reputation metrics.',
          server: account.enforcement,
        }),
        account,
      };
    if (account.enforcement !== '' && account.enforcement !== 'HEALTHY')
      steps.doubt('limits', `Amazon watches this account: ${account.enforcement}.`, {
        advice: 'Too many messages bounced or were complained about. Clean the lists before the next campaign.',
      });
    if (account.sandbox)
      steps.doubt('sandbox', 'The account is in the sandbox: it sends to confirmed addresses only.', {
        advice: 'Ask for production access in the console of Amazon SES, under Account dashboard.',
      });
    if (sender !== '') await checkSender(client, sender, steps);
    return { ...steps.done(), account };
  } catch (error) {
    const server = messageOf(error);
    return steps.failed('login', `Amazon SES refused: ${server}`, { server, advice: adviceOn(error, settings) });
  } finally {
    client.destroy();
  }
}

const limitsInWords = ({ sentLastDay, perDay, perSecond }: AccountFacts): string =>
  `${sentLastDay.toLocaleString('en')} of ${perDay?.toLocaleString('en') ?? 'any number of'} messages were sent in the last 24 hours, at most ${perSecond ?? 'any number'} a second.`;

/** An address is confirmed by itself or with its domain. Keys that may not ask this may still send. */
async function checkSender(client: SESv2Client, sender: string, steps: ReturnType<typeof createSteps>): Promise<void> {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  for (const EmailIdentity of [domain, sender]) {
    try {
      const identity = await client.send(new GetEmailIdentityCommand({ EmailIdentity }));
      if (!identity.VerifiedForSendingStatus) continue;
      const signed = identity.DkimAttributes?.Status === 'SUCCESS';
      if (signed) return steps.fine('sender', `${EmailIdentity} is confirmed, and messages from it are signed (DKIM).`);
      return steps.doubt('sender', `${EmailIdentity} is confirmed, but messages from it are not signed (DKIM).`, {
        advice: 'Publish the records that are shown with the account.',
      });
    } catch (error) {
      const { name } = error as Error;
      if (name === 'NotFoundException') continue;
      return steps.doubt('sender', `Whether ${sender} is confirmed could not be asked: ${messageOf(error)}`, {
        advice: 'Sending may work all the same. Allow the keys ses:GetEmailIdentity to see it here.',
      });
    }
  }
  steps.doubt('sender', `${sender} is not confirmed at Amazon SES.`, {
    advice: `Confirm ${domain} in its console, under Identities; until then every message from it is refused.`,
  });
}

function adviceOn(error: unknown, { region, endpoint }: SesSettings): string {
  const { name, code = '' } = error as Error & { code?: string };
  if (/SignatureDoesNotMatch|InvalidSignature/.test(name))
    return 'The secret key does not belong to the access key, or the clock of this computer is wrong.';
  if (/InvalidClientTokenId|UnrecognizedClient/.test(name))
    return 'Amazon does not know this access key. SMTP credentials do not work here.';
  if (/ExpiredToken/.test(name)) return 'Temporary keys end after some hours; enter new ones.';
  if (/AccessDenied/.test(name)) return 'The keys need the rights ses:SendRawEmail, ses:SendEmail and ses:GetAccount.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(`${code} ${name}`) || /ECONNREFUSED|ENOTFOUND/.test(messageOf(error)))
    return endpoint ? `Nothing answers at ${endpoint}.` : `Is ${region} spelt right, and is this computer online?`;
  return 'The words above are Amazon’s; its console has more.';
}
