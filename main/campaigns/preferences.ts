import type { ReadDb, WriteDb } from '../db/db.ts';
import { mayComeBack, type Preference, shownPreferences } from '../lists/lists.ts';
import { recordLeaveAll } from '../tracking/tracking.ts';
import { frozenSend, frozenTest } from './frozen.ts';
import { letterFacts } from './letters.report.ts';

type PreferenceFacts = {
  email: string;
  /** Who wrote the message. */
  sender: string;
  lists: Pick<Preference, 'listId' | 'name' | 'status'>[];
  /** Whether they may put themselves into lists: whose address bounces or complained may not. */
  mayComeBack: boolean;
  test: boolean;
};

/** What a recipient may decide about by the link in a message. Null where there is no such message. */
export function describePreferences(db: ReadDb, messageId: number): PreferenceFacts | null {
  const facts = letterFacts(db, messageId);
  if (!facts) return null;
  const { email, contact } = facts.recipient;
  if (facts.sendId === null) {
    const test = frozenTest.safeParse(facts.content);
    return test.success ? { email, sender: test.data.from.name, lists: [], mayComeBack: false, test: true } : null;
  }
  const { from } = frozenSend.parse(facts.content);
  return {
    // As they are known now: somebody may have changed their address since.
    email: contact?.email ?? email,
    sender: from.name || from.email,
    lists: contact ? shownPreferences(db, contact.id) : [],
    mayComeBack: contact !== null && mayComeBack(db, contact.id),
    test: false,
  };
}

/** The recipient of a message wants nothing more from this sender. Done any number of times it comes to the same. */
export function leaveAll(db: WriteDb, { messageId, at }: { messageId: number; at: number }): boolean {
  const facts = letterFacts(db, messageId);
  if (!facts || facts.sendId === null) return false;
  return recordLeaveAll(db, { messageId, at, what: frozenSend.parse(facts.content).campaignName });
}
