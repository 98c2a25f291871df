import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ReadDb, sql } from '../../db/db.ts';
import { listFields } from '../fields/fields.ts';
import { editsOf } from '../people/edits.store.ts';
import { requireContact } from '../people/people.ts';
import { changesByName } from '../people/person-changes.ts';
import { describeContact } from './describe.report.ts';
import { notesOf } from './notes.ts';

/** Messages or events that are read before others get a turn. */
const AT_ONCE = 500;

type Message = {
  id: number;
  kind: string;
  campaign: string | null;
  email: string;
  status: string;
  reason: string;
  reply: string;
  attempts: number;
  createdAt: number;
  firstAttemptedAt: number | null;
  attemptedAt: number | null;
  settledAt: number | null;
  content: string | null;
};

type Event = { name: string; at: number; campaign: string | null; url: string | null; data: string };

const when = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Everything that is known of a person, for themselves: times as ISO, fields by their names. */
export async function personData(db: ReadDb, { id, now }: { id: string; now: number }) {
  const contact = requireContact(db, id);
  const known = describeContact(db, id);
  const fields = listFields(db);
  const { suppression } = known;
  return {
    format: 'letterpress-person',
    version: 1,
    exportedAt: when(now),
    person: {
      email: contact.email,
      firstName: contact.firstName,
      lastName: contact.lastName,
      addedAt: when(contact.createdAt),
      changedAt: when(contact.updatedAt),
    },
    fields: Object.entries(contact.fields).map(([key, value]) => ({
      name: fields.find((field) => field.key === key)?.label ?? key,
      key,
      value,
    })),
    tags: known.tags,
    lists: known.memberships.map((membership) => ({
      list: membership.listName,
      status: membership.status,
      consentMethod: membership.consentMethod,
      consentSource: membership.consentSource,
      consentAt: when(membership.consentAt),
      confirmedAt: when(membership.confirmedAt),
      unsubscribedAt: when(membership.unsubscribedAt),
    })),
    confirmations: confirmationsOf(db, contact.id),
    suppression: suppression && { reason: suppression.reason, evidence: suppression.evidence, at: when(suppression.at) },
    changes: editsOf(db, contact.id).map(({ at, by, change }) => ({
      at: when(at),
      by: by === 'hand' ? 'by hand' : 'by a script',
      what: changesByName(db, change),
    })),
    notes: notesOf(db, id).map(({ text, createdAt, updatedAt }) => ({
      text,
      writtenAt: when(createdAt),
      changedAt: when(updatedAt),
    })),
    events: await eventsOf(db, contact.id),
    messages: await messagesOf(db, contact),
  };
}

export type PersonData = Awaited<ReturnType<typeof personData>>;

/** When they were asked by mail whether they want to be in a list, and how they confirmed. */
const confirmationsOf = (db: ReadDb, contactId: number) =>
  db
    .all<{ list: string; askedAt: number; confirmedAt: number | null; network: string; browser: string }>(
      sql`/* person.confirmations */ SELECT l.name AS list, k.asked_at AS askedAt, k.confirmed_at AS confirmedAt,
          k.confirmed_from AS network, k.confirmed_agent AS browser
        FROM confirmations k JOIN lists l ON l.id = k.list_id WHERE k.contact_id = ${contactId} ORDER BY k.id`,
    )
    .map(({ list, askedAt, confirmedAt, network, browser }) => ({
      ...{ list, askedAt: when(askedAt), confirmedAt: when(confirmedAt) },
      ...{ fromNetwork: network, hashOfBrowser: browser },
    }));

async function eventsOf(db: ReadDb, contactId: number) {
  const ids = db
    .all<{ id: number }>(sql`/* person.event-ids */ SELECT id FROM events WHERE contact_id = ${contactId} ORDER BY at, id`)
    .map((row) => row.id);
  return inTurns(ids, (some) =>
    db
      .all<Event>(
        sql`/* person.events */ SELECT e.name, e.at, ca.name AS campaign, l.url, e.data FROM events e
          LEFT JOIN sends s ON s.id = e.send_id LEFT JOIN campaigns ca ON ca.id = s.campaign_id LEFT JOIN links l ON l.id = e.link_id
          WHERE e.id IN (SELECT value FROM json_each(${JSON.stringify(some)})) ORDER BY e.at, e.id`,
      )
      .map(({ name, at, campaign, url, data }) => ({ what: name, at: when(at), campaign, url, data: unknownJson(data) })),
  );
}

async function messagesOf(db: ReadDb, contact: { id: number; emailKey: string }) {
  // Those of before a deletion are nobody's, but they went to the same address.
  const ids = db
    .all<{ id: number }>(
      sql`/* person.message-ids */ SELECT id FROM messages WHERE contact_id = ${contact.id}
        UNION SELECT id FROM messages WHERE contact_id IS NULL AND email_key = ${contact.emailKey} ORDER BY id`,
    )
    .map((row) => row.id);
  return inTurns(ids, (some) => {
    const list = JSON.stringify(some);
    const said = Map.groupBy(
      db.all<{ messageId: number; at: number; lines: string }>(
        sql`/* person.transcripts */ SELECT message_id AS messageId, at, lines FROM transcripts
          WHERE message_id IN (SELECT value FROM json_each(${list})) ORDER BY id`,
      ),
      (row) => row.messageId,
    );
    const learned = Map.groupBy(
      db.all<{ messageId: number; what: string; at: number; words: string; source: string }>(
        sql`/* person.evidence */ SELECT message_id AS messageId, what, at, words, source FROM evidence
          WHERE message_id IN (SELECT value FROM json_each(${list})) ORDER BY id`,
      ),
      (row) => row.messageId,
    );
    return db
      .all<Message>(
        sql`/* person.messages */ SELECT m.id, m.kind, ca.name AS campaign, m.email, m.status, m.reason, m.reply, m.attempts,
            m.created_at AS createdAt, m.first_attempted_at AS firstAttemptedAt, m.attempted_at AS attemptedAt,
            m.settled_at AS settledAt, m.content
          FROM messages m LEFT JOIN sends s ON s.id = m.send_id LEFT JOIN campaigns ca ON ca.id = s.campaign_id
          WHERE m.id IN (SELECT value FROM json_each(${list})) ORDER BY m.id`,
      )
      .map(({ id, createdAt, firstAttemptedAt, attemptedAt, settledAt, content, ...row }) => ({
        ...row,
        createdAt: when(createdAt),
        firstAttemptedAt: when(firstAttemptedAt),
        attemptedAt: when(attemptedAt),
        settledAt: when(settledAt),
        content: content === null ? null : unknownJson(content),
        dialogues: (said.get(id) ?? []).map(({ at, lines }) => ({ at: when(at), lines: lines.split('\n') })),
        learned: (learned.get(id) ?? []).map(({ what, at, words, source }) => ({ what, at: when(at), words, source })),
      }));
  });
}

/** Handed on as it is, whatever it holds. */
const unknownJson = (text: string): unknown => JSON.parse(text);

async function inTurns<Row>(ids: readonly number[], read: (some: readonly number[]) => Row[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    rows.push(...read(ids.slice(start, start + AT_ONCE)));
    await nextTurn();
  }
  return rows;
}
