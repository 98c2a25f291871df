import { GetAccountCommand } from '@aws-sdk/client-sesv2';
import { messageOf } from '../../base/errors.ts';
import type { TransportCheck } from '../transport-check.ts';
import type { SesSettings } from '../transports.store.ts';
import { sesClient } from './ses.ts';

/** Asks Amazon SES for the account's own limits, which needs valid keys and sends nothing. */
export async function checkSes(settings: SesSettings, secretAccessKey: string | null): Promise<TransportCheck> {
  if (!secretAccessKey) return { ok: false, steps: [{ text: 'The secret access key is missing.', ok: false }], reply: '' };
  const client = sesClient(settings, secretAccessKey);
  try {
    const account = await client.send(new GetAccountCommand({}));
    const quota = account.SendQuota;
    const steps = [{ text: `Amazon SES in ${settings.region} accepts the keys.`, ok: true }];
    if (quota) {
      steps.push({
        text: `${quota.SentLast24Hours ?? 0} of ${quota.Max24HourSend ?? 0} messages were sent in the last 24 hours, at most ${quota.MaxSendRate ?? 0} a second.`,
        ok: true,
      });
    }
    if (account.ProductionAccessEnabled === false)
      steps.push({ text: 'The account is in the sandbox: it sends to confirmed addresses only.', ok: false });
    const mayNot = account.SendingEnabled === false;
    if (mayNot) steps.push({ text: 'Amazon has switched off sending for this account.', ok: false });
    return { ok: !mayNot, steps, reply: '' };
  } catch (error) {
    const words = `Amazon SES refused: ${messageOf(error)}`;
    return { ok: false, steps: [{ text: words, ok: false }], reply: words };
  } finally {
    client.destroy();
  }
}
