import { z } from 'zod';
import type { Contact } from '#shared/rpc/contacts.ts';
import { type ReadDb, sql } from '../db/db.ts';

type TimelineEntry = Contact['timeline'][number];

/** How many facts the drawer shows, the newest first. */
const MOST = 100;

const facts = z.object({ list: z.string().optional(), by: z.string().optional(), how: z.string().optional() }).catch({});

/** What happened with a contact: what was recorded, and what became of each message to them. */
export function timelineOf(db: ReadDb, contact: { id: number; createdAt: number }): TimelineEntry[] {
  const entries = [...eventsOf(db, contact.id), ...messagesOf(db, contact.id), created(contact.createdAt)];
  // At the same moment the later step comes first, and the order of reading keeps it so.
  return entries.sort((a, b) => b.at - a.at).slice(0, MOST);
}

const created = (at: number): TimelineEntry => ({ at, name: 'created', text: 'Became a contact', campaignId: null });

type EventRow = {
  at: number;
  name: string;
  data: string;
  campaignId: string | null;
  campaign: string | null;
  url: string | null;
};

const eventsOf = (db: ReadDb, contactId: number): TimelineEntry[] =>
  db
    .all<EventRow>(
      sql`/* contacts.timeline-events */ SELECT e.at, e.name, e.data, ca.public_id AS campaignId, ca.name AS campaign, l.url
        FROM events e LEFT JOIN sends s ON s.id = e.send_id LEFT JOIN campaigns ca ON ca.id = s.campaign_id
          LEFT JOIN links l ON l.id = e.link_id
        WHERE e.contact_id = ${contactId} ORDER BY e.at DESC LIMIT ${MOST}`,
    )
    .map(({ data, ...row }) => ({
      at: row.at,
      name: row.name,
      text: eventText(row, facts.parse(JSON.parse(data))),
      campaignId: row.campaignId,
    }));

function eventText(row: Omit<EventRow, 'data'>, { list, by, how }: z.infer<typeof facts>): string {
  const campaign = row.campaign === null ? 'a message' : `“${row.campaign}”`;
  switch (row.name) {
    case 'subscribed':
      return `Subscribed to ${list ? `“${list}”` : 'a list'}${by === 'import' ? ' by an import' : ''}`;
    case 'unsubscribed':
      if (list) return `Unsubscribed from “${list}”${by === 'import' ? ' by an import' : ''}`;
      return `Asked for no more mail through ${campaign}${how ? ` (${how})` : ''}`;
    case 'opened':
      return `Opened ${campaign}`;
    case 'clicked':
      return `Clicked ${row.url ?? 'a link'} in ${campaign}`;
    case 'bounced':
      return `${campaign} came back`;
    case 'complained':
      return `Marked ${campaign} as spam`;
    case 'replied':
      return `Replied to ${campaign}`;
    case 'answered':
      return `Answered ${campaign} automatically`;
    case 'accepted':
      return `Was sent ${campaign}`;
    default:
      return row.name;
  }
}

type MessageRow = {
  at: number;
  kind: string;
  status: string;
  reason: string;
  reply: string;
  campaignId: string | null;
  campaign: string | null;
};

const messagesOf = (db: ReadDb, contactId: number): TimelineEntry[] =>
  db
    .all<MessageRow>(
      sql`/* contacts.timeline-messages */ SELECT coalesce(m.settled_at, m.attempted_at, m.created_at) AS at, m.kind, m.status, m.reason, m.reply,
          ca.public_id AS campaignId, ca.name AS campaign
        FROM messages m LEFT JOIN sends s ON s.id = m.send_id LEFT JOIN campaigns ca ON ca.id = s.campaign_id
        WHERE m.contact_id = ${contactId} ORDER BY m.id DESC LIMIT ${MOST}`,
    )
    .map((row) => ({ at: row.at, name: row.status, text: messageText(row), campaignId: row.campaignId }));

function messageText({ kind, status, reason, reply, campaign }: MessageRow): string {
  const what = campaign === null ? `A ${kind} message` : `“${campaign}”`;
  const because = reply || reason;
  switch (status) {
    case 'accepted':
      return `${what} was accepted`;
    case 'refused':
      return `${what} was refused${because ? `: ${because}` : ''}`;
    case 'deferred':
      return `${what} is deferred${because ? `: ${because}` : ''}`;
    case 'uncertain':
      return `${what}: whether it arrived is uncertain`;
    case 'skipped':
      return `${what} was skipped${reason ? `: ${reason}` : ''}`;
    default:
      return `${what} is waiting to be sent`;
  }
}
