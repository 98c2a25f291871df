import type Database from 'better-sqlite3';
import type { z } from 'zod';
import type { frozenSend } from '../main/campaigns/frozen.ts';
import { DAY_MS, NOW } from './workspace-people.ts';

const CAMPAIGNS = 24;
const LINKS = 8;
const AUDIENCE = { everyone: true, listIds: [], tagIds: [], excludedListIds: [] };
const HTML = '<p>Hello</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>';
const DOCUMENT = JSON.stringify({ version: 1, kind: 'html', html: HTML, text: '' });

/** What was sent, as it is kept with a send. */
const contentOf = (campaignName: string, subject: string): string =>
  JSON.stringify({
    from: { name: 'Shop', email: 'news@shop.example' },
    replyTo: '',
    compiled: {
      subject,
      preheader: '',
      html: HTML,
      text: 'Hello',
      brand: { name: 'Shop', postalAddress: '' },
      inline: [],
      tags: [],
      problems: [],
    },
    mark: '',
    urls: [],
    trackOpens: true,
    trackClicks: true,
    audience: AUDIENCE,
    campaignName,
  } satisfies z.input<typeof frozenSend>);

/** A number that looks like chance, the same each time: of `of` and a salt, below `below`. */
const mixed = (of: string, salt: number, below: number | string) =>
  `((((${of}) * 2654435761 + ${salt}) >> 7 & 1073741823) * 48271 % 2147483647) % (${below})`;

/**
 * Two years of campaigns, a month apart: three messages for each ten events. Of the events six in ten are opens, two are
 * clicks, one is an order with properties, one is that somebody joined.
 */
export function makeHistory(db: Database.Database, { contacts, events }: { contacts: number; events: number }): void {
  const each = Math.min(contacts, Math.max(1, Math.floor((events * 0.3) / CAMPAIGNS)));
  const transport = (db.prepare('SELECT id FROM transports LIMIT 1').get() as { id: number }).id;
  for (let at = 0; at < CAMPAIGNS; at++) {
    const when = NOW - (CAMPAIGNS - at) * 30 * DAY_MS;
    const [name, subject] = [`News of month ${at + 1}`, `What is new in month ${at + 1}`];
    const campaign = db
      .prepare(
        `INSERT INTO campaigns (public_id, name, subject, document, audience, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(`campaign${at}`, name, subject, DOCUMENT, JSON.stringify(AUDIENCE), when, when).lastInsertRowid;
    const send = db
      .prepare(
        `INSERT INTO sends (public_id, campaign_id, transport_id, state, content, recipients, started_at, finished_at)
          VALUES (?, ?, ?, 'finished', ?, ?, ?, ?)`,
      )
      .run(`send${at}`, campaign, transport, contentOf(name, subject), each, when, when + 3_600_000).lastInsertRowid;
    for (let link = 0; link < LINKS; link++)
      db.prepare('INSERT INTO links (send_id, url) VALUES (?, ?)').run(send, `https://shop.example/month/${at}/${link}`);
    // Step by a number without a common divisor, so that each send reaches other people and nobody twice.
    db.exec(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${each})
      INSERT INTO messages (id, send_id, transport_id, kind, contact_id, email, email_key, status, reason, attempts,
        first_attempted_at, attempted_at, settled_at, code, reply, created_at)
      SELECT ${at * each} + i + 1, ${send}, ${transport}, 'campaign', c.id, c.email, c.email_key,
        CASE WHEN i % 100 < 95 THEN 'accepted' WHEN i % 100 < 97 THEN 'refused' WHEN i % 100 < 98 THEN 'uncertain' ELSE 'skipped' END,
        CASE WHEN i % 100 < 98 THEN '' ELSE 'suppressed' END, 1, ${when} + i, ${when} + i, ${when} + i + 300,
        CASE WHEN i % 100 < 95 THEN 250 ELSE NULL END, 'OK', ${when}
      FROM n CROSS JOIN contacts c ON c.id = (i * ${stride(contacts)} + ${at} * 7919) % ${contacts} + 1`);
  }
  const messages = CAMPAIGNS * each;
  const message = mixed('i', 7, messages);
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${events}),
      m(i, kind, send, k) AS (SELECT i, i % 10, (${message}) / ${each}, (${message}) % ${each} FROM n)
    INSERT INTO events (name, contact_id, message_id, send_id, link_id, at, data)
    SELECT CASE WHEN kind < 6 THEN 'opened' WHEN kind < 8 THEN 'clicked' WHEN kind = 8 THEN 'ordered' ELSE 'subscribed' END,
      CASE WHEN kind < 8 THEN (k * ${stride(contacts)} + send * 7919) % ${contacts} + 1 ELSE ${mixed('i', 99, contacts)} + 1 END,
      CASE WHEN kind < 8 THEN send * ${each} + k + 1 END,
      CASE WHEN kind < 8 THEN send + 1 END,
      CASE WHEN kind IN (6, 7) THEN send * ${LINKS} + 1 + k % ${LINKS} END,
      CASE WHEN kind < 8 THEN ${NOW} - (${CAMPAIGNS} - send) * ${30 * DAY_MS} + ${mixed('i', 5, 7 * DAY_MS)}
        ELSE ${NOW} - ${mixed('i', 3, 700)} * ${DAY_MS} END,
      CASE kind WHEN 8 THEN '{"amount":' || ${mixed('i', 11, 200)} || ',"product":"loaf ' || (i % 17) || '"}' ELSE '{}' END
    FROM m`);
}

/** A step through so many people that comes to each of them once. */
function stride(count: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let step = Math.floor(count * 0.618) | 1;
  while (step > 1 && divisor(step, count) !== 1) step++;
  return Math.max(1, step);
}
