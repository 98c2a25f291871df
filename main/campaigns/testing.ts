import type { Document } from '#shared/content/document.ts';
import { type Audience, audience } from '#shared/rpc/campaigns.ts';
import type { MembershipStatus, SuppressionReason } from '#shared/schema/words.ts';
import { type Changes, createChanges } from '../base/changes.ts';
import { silentLogger } from '../base/logger.ts';
import type { Secrets } from '../base/secrets.ts';
import { isSuppressed, suppress } from '../contacts/contacts.ts';
import { createBrand } from '../content/content.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import {
  createDelivery,
  createInbox,
  createTransport,
  pageInbox,
  requireInboxMessage,
  requireSend,
  type Suppressions,
} from '../delivery/delivery.ts';
import { createCampaign, type DraftFacts } from './drafts.ts';
import { createLetters } from './letters.ts';

/** A person for a test: their lists with their status there, their tags, and whether their address is suppressed. */
export type Person = {
  email: string;
  firstName?: string;
  lists?: Record<string, MembershipStatus>;
  tags?: readonly string[];
  suppressed?: SuppressionReason;
  fields?: Record<string, string | number | boolean>;
};

/**
 * Writes people straight into the tables, the lists and tags under their names as public ids: what is tested here is
 * who a campaign reaches, whichever way they came in.
 */
export function seedPeople(db: WriteDb, people: readonly Person[]): void {
  db.transaction(() => {
    for (const person of people) {
      const contact = db.run(sql`INSERT INTO contacts (public_id, email, email_key, first_name, fields, created_at, updated_at)
        VALUES (${`c-${person.email}`}, ${person.email}, ${person.email.toLowerCase()}, ${person.firstName ?? ''},
          ${JSON.stringify(person.fields ?? {})}, 1, 1)`).lastId;
      for (const [list, status] of Object.entries(person.lists ?? {})) {
        const listId = named(db, 'lists', list);
        db.run(sql`INSERT INTO memberships (public_id, contact_id, list_id, status, consent_method, created_at, updated_at)
          VALUES (${`m-${list}-${person.email}`}, ${contact}, ${listId}, ${status}, 'manual', 1, 1)`);
      }
      for (const tag of person.tags ?? []) {
        db.run(sql`INSERT INTO contact_tags (contact_id, tag_id) VALUES (${contact}, ${named(db, 'tags', tag)})`);
      }
      if (person.suppressed) {
        db.run(sql`INSERT INTO suppressions (email_key, email, reason, created_at)
          VALUES (${person.email.toLowerCase()}, ${person.email}, ${person.suppressed}, 1)`);
      }
    }
  });
}

function named(db: WriteDb, table: 'lists' | 'tags', name: string): number {
  if (table === 'lists') {
    const known = db.value<number>(sql`SELECT id FROM lists WHERE public_id = ${name}`);
    return (
      known ?? db.run(sql`INSERT INTO lists (public_id, name, created_at, updated_at) VALUES (${name}, ${name}, 1, 1)`).lastId
    );
  }
  const known = db.value<number>(sql`SELECT id FROM tags WHERE public_id = ${name}`);
  return known ?? db.run(sql`INSERT INTO tags (public_id, name, created_at) VALUES (${name}, ${name}, 1)`).lastId;
}

/** A clock that can be moved forward. */
function testClock() {
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  clock.move = (ms: number) => {
    ahead += ms;
  };
  return clock;
}

export const htmlDesign = (html: string): Document => ({ version: 1, kind: 'html', html, text: '' });

/** A letter with a link, a merge tag and the way out. */
export const letterHtml =
  '<html><body><h1>Hello {{ contact.first_name | default: "there" }}</h1><p><a href="https://hearth.example/bread?a=1&amp;b=2">Bread</a></p>' +
  '<p><a href="{{ unsubscribe_url }}">Unsubscribe</a> <a href="{{ web_view_url }}">View</a></p></body></html>';

/** What a test says of a draft; what it does not say is fine. */
export type Draft = Partial<Omit<DraftFacts, 'audience'>> & { html?: string; audience?: Partial<Audience> };

/** Everything that campaigns work with, real: a database file, the delivery engine and the built-in test inbox. */
export async function campaignWorld() {
  const { db, folder, close } = await workspaceDb();
  const clock = testClock();
  const changes = createChanges();
  const logger = silentLogger;
  const secrets = memorySecrets();
  const inbox = createInbox({ db, clock, changes, logger });
  await inbox.start();
  const delivery = createDelivery({
    db,
    clock,
    logger,
    changes,
    secrets,
    letters: createLetters(db),
    suppressions: suppressions(db),
    inbox,
  });
  delivery.start();
  const transport = createTransport(db, {
    transport: { kind: 'inbox', name: 'Test inbox', connections: 2, perSecond: null, perDay: null },
    secrets,
    now: clock(),
  });
  const brand = createBrand(db, {
    name: 'Hearth',
    fromName: 'Hearth Bakery',
    fromEmail: 'hello@hearth.example',
    postalAddress: '1 Mill Lane',
    now: clock(),
  });
  return {
    ...{ id: 'test', folder, db, clock, changes, logger, secrets, delivery, inbox, transport, brand },
    /** A draft that nothing is missing from; returns its public id. */
    draft: ({ html = letterHtml, audience: to = { everyone: true }, ...facts }: Draft = {}) =>
      createCampaign(db, {
        name: 'Winter bread',
        subject: 'Hello {{ contact.first_name | default: "there" }}',
        document: htmlDesign(html),
        brandId: brand.publicId,
        ...facts,
        audience: audience.parse(to),
        now: clock(),
      }),
    /** The send as it is when it is over, or has stopped for a person. */
    settled: (sendId: string) =>
      until(changes, () => {
        const send = requireSend(db, sendId);
        return send.state === 'sending' ? null : send;
      }),
    /** What arrived last in the test inbox, by the address that it was for. */
    arrived: async () => {
      const { rows } = pageInbox(db, { search: '', offset: 0, limit: 500 });
      const messages = await Promise.all(rows.map((row) => requireInboxMessage(db, row.id)));
      return new Map(messages.reverse().map((message) => [message.to[0] ?? '', message]));
    },
    close: async () => {
      await delivery.stop();
      await inbox.stop();
      close();
    },
  };
}

/** What `look` finds, as soon as it finds something: it looks again at each announcement. */
export function until<Found>(changes: Changes, look: () => Found | null): Promise<Found> {
  return new Promise((resolve) => {
    const again = () => {
      const found = look();
      if (found === null) return;
      end();
      resolve(found);
    };
    const end = changes.subscribe(again);
    again();
  });
}

function memorySecrets(): Secrets {
  const known = new Map<string, string>();
  return {
    get: (name) => known.get(name) ?? null,
    set: (name, value) => void known.set(name, value),
    remove: (name) => void known.delete(name),
  };
}

const suppressions = (db: WriteDb): Suppressions => ({
  isSuppressed: (key) => isSuppressed(db, key),
  suppress: ({ email, reason, evidence, now }) => void suppress(db, { email, reason, evidence, now }),
});
