import type { QueueState, SesCounts } from '#shared/rpc/ses-events.ts';
import { invalid, notFound } from '../../base/errors.ts';
import { token } from '../../base/ids.ts';
import { amazonKeys, createMarks, listTransports, requireTransport, type Transport } from '../../delivery/delivery.ts';
import { publicAddress } from '../../tracking/tracking.ts';
import type { FeedbackOptions, Listener } from '../options.ts';
import { announcer } from './announce.ts';
import { checkSource } from './check-source.ts';
import { type Poller, type PollTiming, pollQueue, usualPollTiming } from './poll.ts';
import { isAmazonQueue, regionOfQueue } from './queue.ts';
import { type Received, snsReceiver } from './sns-receive.ts';
import { createSnsVerifier } from './sns-verify.ts';
import { amazonSns, type SnsWeb } from './sns-web.ts';
import { countsOf, type Source, saveSource, sourceAt, sourceOf } from './sources.store.ts';
import type { Taken } from './take-event.ts';

type Settings = { topicArn: string; queueUrl: string; region: string; endpoint: string };

type Described = Settings & {
  transport: Transport;
  /** Empty while there is no public address, or nothing was saved yet. */
  address: string;
  subscribedAt: number | null;
  heardAt: number | null;
  queue: QueueState;
  counts: SesCounts;
};

/** What Amazon SES tells of messages that it took: by a queue that is asked, and by a topic that posts. */
export type SesFeedback = Listener & {
  all: () => Described[];
  change: (transportId: string, settings: Settings) => Promise<void>;
  test: (transportId: string) => ReturnType<typeof checkSource>;
  /** Takes a post of a topic; null where nothing is at this path. */
  receive: (path: string, body: string) => Promise<Received> | null;
};

const OFF: QueueState = { is: 'off', words: '', nextTryAt: null };

export function createSesFeedback(options: FeedbackOptions & { sns?: SnsWeb; pollTiming?: Partial<PollTiming> }): SesFeedback {
  const { db, changes, secrets } = options;
  const timing = { ...usualPollTiming, ...options.pollTiming };
  const pollers = new Map<number, Poller>();
  const announce = announcer(changes);
  let running = false;

  const onTaken = (taken: Taken) => {
    if (taken === 'noted') options.delivery.wake();
    if (taken !== 'known') announce.soon();
  };
  const web = options.sns ?? amazonSns;
  const receive = snsReceiver({ ...options, web, verify: createSnsVerifier(web), marks: createMarks(secrets), onTaken });

  const accounts = () => listTransports(db).filter(({ kind }) => kind === 'ses');
  const account = (publicId: string) => {
    const transport = requireTransport(db, publicId);
    if (transport.kind !== 'ses') throw notFound('ses-events.unknown', 'This is no account at Amazon SES.');
    return transport;
  };

  const poll = (transport: Transport) => {
    const source = withRegion(transport, sourceOf(db, transport.id));
    if (!running || !source?.queueUrl || pollers.has(transport.id)) return;
    const keys = () => {
      const now = accounts().find(({ id }) => id === transport.id);
      return now ? amazonKeys(now, secrets) : null;
    };
    pollers.set(transport.id, pollQueue({ ...options, source, keys, timing, onTaken }));
  };
  const stateOf = (transportId: number): QueueState => pollers.get(transportId)?.state() ?? OFF;

  return {
    start: () => {
      running = true;
      for (const transport of accounts()) poll(transport);
    },
    stop: async () => {
      running = false;
      announce.stop();
      await Promise.all([...pollers.values()].map((poller) => poller.stop()));
      pollers.clear();
    },
    all: () =>
      accounts().map((transport) => {
        const source = sourceOf(db, transport.id);
        const base = publicAddress(db);
        return {
          transport,
          topicArn: source?.topicArn ?? '',
          queueUrl: source?.queueUrl ?? '',
          region: source?.region ?? '',
          endpoint: source?.endpoint ?? '',
          address: source && base ? `${base}/ses/${source.path}` : '',
          subscribedAt: source?.subscribedAt ?? null,
          heardAt: source?.heardAt ?? null,
          queue: stateOf(transport.id),
          counts: countsOf(db, source?.id ?? 0),
        };
      }),
    change: async (publicId, settings) => {
      const transport = account(publicId);
      refuseForeign(settings);
      saveSource(db, { ...settings, transportId: transport.id, path: token() });
      await pollers.get(transport.id)?.stop();
      pollers.delete(transport.id);
      poll(transport);
      changes.announce('sesEvents');
    },
    test: (publicId) => {
      const transport = account(publicId);
      const source = withRegion(transport, sourceOf(db, transport.id));
      return checkSource({ transport, source, keys: amazonKeys(transport, secrets), publicAddress: publicAddress(db) });
    },
    receive: (path, body) => {
      const source = sourceAt(db, path);
      const known = source && accounts().some(({ id }) => id === source.transportId);
      return known ? receive(source, body) : null;
    },
  };
}

/** Where none is entered, the queue's address names its region, or it is that of the account. */
function withRegion(transport: Transport, source: Source | null): Source | null {
  if (!source) return null;
  const ofAccount = transport.kind === 'ses' ? transport.settings.region : '';
  return { ...source, region: source.region || regionOfQueue(source.queueUrl) || ofAccount };
}

function refuseForeign({ queueUrl, endpoint }: Settings): void {
  if (queueUrl === '' || endpoint !== '' || isAmazonQueue(queueUrl)) return;
  const words = 'It looks like https://sqs.eu-west-1.amazonaws.com/123456789012/name.';
  throw invalid('ses-events.queue', words, { queueUrl: words });
}
