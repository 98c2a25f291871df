import { messageOf } from '../../base/errors.ts';
import type { FeedbackOptions } from '../options.ts';
import { readSesEvent } from './event.ts';
import { snsMessage } from './sns-message.ts';
import type { Verify } from './sns-verify.ts';
import { isSnsHost, type SnsWeb } from './sns-web.ts';
import { countEvent, markHeard, markSubscribed, noteUnmatched, type Source } from './sources.store.ts';
import { type EventTools, type Taken, takeEvent } from './take-event.ts';

/** What the post is answered with: it was taken, it is not believed, or it should come again. */
export type Received = 200 | 403 | 503;

/**
 * Takes what a topic posts. Only the topic that the person named is believed, and only with Amazon's signature; its
 * subscription is confirmed by itself.
 */
export function snsReceiver(
  options: FeedbackOptions & { web: SnsWeb; verify: Verify; marks: EventTools['marks']; onTaken: (taken: Taken) => void },
) {
  const { db, clock, logger, changes, web, verify } = options;
  const complained = new Set<string>();

  /** Said once, for whoever posts nonsense may do so a thousand times. */
  const refuse = (source: Source, why: string): Received => {
    const complaint = `${source.id} ${why}`;
    if (!complained.has(complaint) && complained.size < 1000) {
      complained.add(complaint);
      logger.warn('a post that should come from Amazon SNS was refused', { topicArn: source.topicArn, why });
    }
    return 403;
  };

  return async (source: Source, body: string): Promise<Received> => {
    const read = snsMessage.safeParse(jsonOf(body));
    if (!read.success) return refuse(source, 'it is no message of Amazon SNS');
    const message = read.data;
    if (source.topicArn === '' || message.TopicArn !== source.topicArn) return refuse(source, 'it is of another topic');
    const fault = await verify(message, clock());
    if (fault !== null) return refuse(source, fault);

    if (message.Type === 'UnsubscribeConfirmation') {
      markSubscribed(db, { id: source.id, at: null });
    } else if (message.Type === 'SubscriptionConfirmation') {
      if (!isSnsHost(web, message.SubscribeURL)) return refuse(source, 'the address that confirms it is not Amazon’s');
      try {
        await web.get(message.SubscribeURL);
      } catch (error) {
        logger.warn('the subscription to a topic could not be confirmed', { topicArn: source.topicArn, error: messageOf(error) });
        return 503;
      }
      markSubscribed(db, { id: source.id, at: clock() });
    } else {
      take(source, message.MessageId, message.Message);
    }
    changes.announce('sesEvents');
    return 200;
  };

  function take(source: Source, id: string, text: string): void {
    const now = clock();
    const event = readSesEvent(jsonOf(text));
    const taken = db.transaction(() => {
      markHeard(db, { id: source.id, at: now });
      if (event) return takeEvent(options, { event, sourceId: source.id, now });
      // Amazon says once in plain words that the topic works.
      if (!isGreeting(text) && noteUnmatched(db, { sourceId: source.id, mark: `sns:${id}`, now }))
        countEvent(db, { sourceId: source.id, what: 'unreadable' });
      return 'passed';
    });
    options.onTaken(taken);
  }
}

/** What is no JSON is `undefined`, which no shape takes. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isGreeting = (text: string): boolean => /^Successfully validated SNS topic for Amazon SES/.test(text);
