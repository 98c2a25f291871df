import type { AmazonKeys, Transport } from '../../delivery/delivery.ts';
import { openQueue } from './queue.ts';
import { queueTroubleOf } from './queue-trouble.ts';
import type { Source } from './sources.store.ts';

type Step = { text: string; ok: boolean; advice: string };

/** Goes the way of the events, of the queue and of the topic, as far as it is set up. Takes nothing out of the queue. */
export async function checkSource(checked: {
  transport: Transport;
  source: Source | null;
  keys: AmazonKeys | null;
  publicAddress: string;
}): Promise<{ ok: boolean; steps: Step[] }> {
  const { transport, source, keys, publicAddress } = checked;
  const steps: Step[] = [];
  const say = (ok: boolean, text: string, advice = '') => steps.push({ ok, text, advice });
  if (transport.kind === 'ses' && transport.settings.configurationSet === '')
    say(
      false,
      'The account sends without a configuration set.',
      'Amazon then tells of bounces and complaints at most. Enter the name of the set under Sending.',
    );
  if (!source || (source.queueUrl === '' && source.topicArn === ''))
    say(false, 'Neither a queue nor a topic is entered.', 'Enter one of them; the queue needs no public address.');
  if (source?.queueUrl) await queueSteps(source, keys, say);
  if (source?.topicArn) topicSteps(source, publicAddress, say);
  return { ok: steps.every(({ ok }) => ok), steps };
}

const amount = (waiting: number): string =>
  waiting === 0 ? 'nothing is' : waiting === 1 ? '1 message is' : `about ${waiting} messages are`;

type Say = (ok: boolean, text: string, advice?: string) => void;

async function queueSteps(source: Source, keys: AmazonKeys | null, say: Say): Promise<void> {
  if (!keys) {
    say(false, 'The secret access key of this account is missing.', 'Enter it under Sending.');
    return;
  }
  const queue = await openQueue(source, keys);
  try {
    const waiting = await queue.look();
    say(true, `The queue answers; ${amount(waiting)} waiting in it.`);
  } catch (error) {
    const { words, advice } = queueTroubleOf(error);
    say(false, words, advice);
  } finally {
    queue.close();
  }
  if (source.heardAt !== null) say(true, 'Events have come.');
}

function topicSteps(source: Source, publicAddress: string, say: Say): void {
  if (!publicAddress.startsWith('https://'))
    say(false, 'A topic needs a public https address to post to.', 'Set one up under Tracking, or use a queue.');
  else if (source.subscribedAt !== null) say(true, 'The topic is subscribed to this address.');
  else
    say(
      false,
      'The topic has not asked this address for confirmation yet.',
      'In its console, create an HTTPS subscription to the address that is shown here. It is confirmed by itself.',
    );
}
