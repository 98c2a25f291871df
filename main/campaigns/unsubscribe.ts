import type { Audience } from '#shared/rpc/campaigns.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { recordUnsubscribe } from '../tracking/tracking.ts';
import { frozenSend, frozenTest } from './frozen.ts';
import { letterFacts } from './letters.report.ts';
import { listNames } from './unsubscribe.report.ts';

type UnsubscribeFacts = {
  email: string;
  /** Who wrote the message. */
  sender: string;
  /** The lists that it is about; none when it is about the sender's mail altogether. */
  lists: string[];
  test: boolean;
};

/** What unsubscribing by a message's link would end, in words for its recipient. Null where there is no such message. */
export function describeUnsubscribe(db: ReadDb, messageId: number): UnsubscribeFacts | null {
  const facts = letterFacts(db, messageId);
  if (!facts) return null;
  const { email } = facts.recipient;
  if (facts.sendId === null) {
    const test = frozenTest.safeParse(facts.content);
    return test.success ? { email, sender: test.data.from.name, lists: [], test: true } : null;
  }
  const { from, audience } = frozenSend.parse(facts.content);
  const contactId = facts.recipient.contact?.id ?? null;
  const lists = reachesBeyondLists(audience) || contactId === null ? [] : listNames(db, { contactId, listIds: audience.listIds });
  return { email, sender: from.name || from.email, lists, test: false };
}

/** Unsubscribes the recipient of a message from what it was sent to. Done any number of times it comes to the same. */
export function unsubscribeRecipient(
  db: WriteDb,
  { messageId, at, how }: { messageId: number; at: number; how: string },
): boolean {
  const facts = letterFacts(db, messageId);
  if (!facts || facts.sendId === null) return false;
  const { audience, campaignName } = frozenSend.parse(facts.content);
  const scope = { listIds: audience.listIds, beyondLists: reachesBeyondLists(audience), what: campaignName };
  return recordUnsubscribe(db, { messageId, scope, at, how });
}

const reachesBeyondLists = ({ everyone, tagIds, segmentIds }: Audience): boolean =>
  everyone || tagIds.length + segmentIds.length > 0;
