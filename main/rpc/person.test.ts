import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import type { ImportOptions } from '#shared/rpc/imports.ts';
import { createChanges } from '../base/changes.ts';
import { silentLogger } from '../base/logger.ts';
import { bulkOf } from '../bulk/testing.ts';
import {
  addTag,
  changeContact,
  createContact,
  createField,
  describeContact,
  findContact,
  getContact,
  isSuppressed,
  liftSuppression,
  mergeContacts,
  removeContacts,
  suppress,
  suppressionOf,
} from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { addEvidence } from '../delivery/delivery.ts';
import { createImports, packSlices, parseRows, previewFile } from '../imports/imports.ts';
import { createList, setMembership } from '../lists/lists.ts';
import type { Workspace } from '../workspace.ts';
import { personHandlers } from './person.ts';

const DAY = 86_400_000;
const now = 1_700_000_000_000;
const EMAIL = 'Anna@Example.com';

let db: WriteDb;
let folder: string;
let close: () => void;
let id: string;
let person: ReturnType<typeof personHandlers>;
beforeEach(async () => {
  ({ db, folder, close } = await workspaceDb());
  // What these handlers use of a workspace.
  const parts = { db, clock: () => now, changes: createChanges(), delivery: { wake: () => undefined } };
  person = personHandlers(parts as unknown as Workspace);
  createField(db, { label: 'City', type: 'text', now });
  const fields = { city: 'Graz' };
  const anna = createContact(db, { email: EMAIL, firstName: 'Anna', lastName: 'Huber', fields, now: now - 100 * DAY });
  id = anna.publicId;
  addTag(db, { name: 'Gold', contactIds: [anna.id], now });
  const list = createList(db, { name: 'News', now });
  const consent = { method: 'form', source: 'The counter', at: now - 99 * DAY, confirmedAt: now - 98 * DAY } as const;
  setMembership(db, { listId: list.id, contactIds: [anna.id], status: 'subscribed', consent, now: now - 99 * DAY });
  mail(anna.id);
});
afterEach(() => close());

const run = (query: ReturnType<typeof sql>) => db.run(query).lastId;

/** Three campaigns: one opened and clicked, one that came back, one that waits. */
function mail(contactId: number): void {
  const transport = run(
    sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
  );
  const send = (name: string) => {
    const campaign = run(sql`INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at)
      VALUES (${name}, ${name}, '{}', '{}', 1, 1)`);
    return run(sql`INSERT INTO sends (public_id, campaign_id, transport_id, state, content, started_at)
      VALUES (${name}, ${campaign}, ${transport}, 'paused', '{}', 1)`);
  };
  const message = (sendId: number, status: string, at: number | null, reply = '') =>
    run(sql`INSERT INTO messages (send_id, transport_id, kind, contact_id, email, email_key, status, attempted_at, settled_at, reply, created_at)
      VALUES (${sendId}, ${transport}, 'campaign', ${contactId}, ${EMAIL}, 'anna@example.com', ${status}, ${at}, ${at}, ${reply}, ${now - 60 * DAY})`);
  const event = (name: string, messageId: number, sendId: number, at: number, linkId: number | null = null) =>
    run(sql`INSERT INTO events (name, contact_id, message_id, send_id, link_id, at)
      VALUES (${name}, ${contactId}, ${messageId}, ${sendId}, ${linkId}, ${at})`);
  const [spring, summer, autumn] = [send('Spring'), send('Summer'), send('Autumn')];
  const link = run(sql`INSERT INTO links (send_id, url) VALUES (${spring}, 'https://hearth.example/bread')`);
  const opened = message(spring, 'accepted', now - 40 * DAY);
  event('opened', opened, spring, now - 39 * DAY);
  event('clicked', opened, spring, now - 39 * DAY + 5, link);
  const returned = message(summer, 'accepted', now - 3 * DAY);
  run(sql`INSERT INTO transcripts (message_id, at, lines) VALUES (${returned}, 1, 'C: RCPT TO:<anna@example.com>')`);
  event('bounced', returned, summer, now - 2 * DAY);
  const proof = { permanent: false, reason: 'full', enhancedCode: '4.2.2', words: 'Mailbox of anna@example.com full', mark: 'x' };
  addEvidence(db, {
    evidence: { ...proof, messageId: returned, what: 'bounced', source: 'mailbox', at: now - 2 * DAY },
    suppressions: { isSuppressed: () => false, suppress: () => undefined },
  });
  message(autumn, 'pending', null);
}

describe('the timeline of a person', () => {
  const texts = async (kind: 'mail' | 'clicks' | 'returns' | null = null) =>
    (await person.timeline({ id, kind, after: null, limit: 50 })).entries.map(({ text: words }) => words);

  it('tells every message and event, the newest first', async () => {
    expect(await texts()).toEqual([
      '“Summer” came back',
      '“Summer” was accepted',
      'Clicked in “Spring”',
      'Opened “Spring”',
      '“Spring” was accepted',
      '“Autumn” is waiting to be sent',
      'Subscribed to “News”',
      'Became a contact',
    ]);
  });

  it('says which link was clicked, and the words of the server that sent a message back', async () => {
    const entries = async (kind: 'clicks' | 'returns') => (await person.timeline({ id, kind, after: null, limit: 50 })).entries;
    expect(await entries('clicks')).toMatchObject([{ url: 'https://hearth.example/bread', campaignId: 'Spring' }]);
    expect(await entries('returns')).toMatchObject([{ name: 'bounced', detail: 'Mailbox of anna@example.com full' }]);
    expect(await texts('mail')).toHaveLength(3);
    expect(await person.timelineCounts({ id })).toEqual({ mail: 3, opens: 1, clicks: 1, returns: 1, lists: 1, changes: 1 });
  });

  it('is read in pages that leave nothing out and repeat nothing', async () => {
    const whole = await person.timeline({ id, kind: null, after: null, limit: 50 });
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof person.timeline>> = await person.timeline({ id, kind: null, after, limit: 2 });
      found.push(...page.entries.map((entry) => entry.id));
      after = page.next;
      if (after === null) break;
    }
    expect(found).toEqual(whole.entries.map((entry) => entry.id));
  });
});

describe('what was changed of a person stands in the timeline, before and after,', () => {
  const changes = async () =>
    (await person.timeline({ id, kind: 'changes', after: null, limit: 50 })).entries
      .map(({ text: words, detail }) => [words, detail])
      .slice(0, -1);

  it('where it was done by hand, and not where nothing is different', async () => {
    changeContact(db, { id, firstName: 'Anne', fields: { city: '' }, now });
    changeContact(db, { id, firstName: 'Anne', now });
    expect(await changes()).toEqual([['Changed by hand', 'First name: Anna → Anne; City: Graz → empty']]);
    expect(await person.timelineCounts({ id })).toMatchObject({ changes: 2 });
  });

  it('where a script did it', async () => {
    const { email, emailKey: key, lastName } = getContact(db, id) ?? { email: '', emailKey: '', lastName: '' };
    const people = [{ key, email, firstName: 'Anna', lastName, fields: { city: 'Linz' } }];
    mergeContacts(db, { people, existing: 'overwrite', now });
    changeContact(db, { id, email: 'anna.huber@example.com', by: 'api', now: now + 1 });
    expect(await changes()).toEqual([
      ['Changed by a script', 'Address: Anna@Example.com → anna.huber@example.com'],
      ['Changed by a script', 'City: Graz → Linz'],
    ]);
  });

  it('where a file did it, until the import is undone', async () => {
    const others = Array.from({ length: 3 }, (_, at) => `other${at}@example.com,O,Wels`).join('\n');
    const { imports, file, options } = await importing(`email,first name,city\n${others}\n${EMAIL},Anja,Wels\n`);
    const result = await imports.finished(await imports.start(file, options));
    expect(result).toMatchObject({ imported: 3, updated: 1 });
    expect(await changes()).toEqual([['Changed by an import of people.csv', 'First name: Anna → Anja; City: Graz → Wels']]);
    expect((await person.timeline({ id, kind: null, after: null, limit: 2 })).entries).toHaveLength(2);
    imports.undo(result.id);
    await imports.finished(result.id);
    expect(await changes()).toEqual([]);
  });

  it('where it was done to many, as long as that can be undone', async () => {
    const bulk = bulkOf(db, () => now);
    const all = sql`SELECT id FROM contacts ORDER BY id`;
    const { id: edit } = await bulk.finished(bulk.start(all, { kind: 'setField', key: 'city', value: 'Wien' }));
    await bulk.finished(bulk.start(all, { kind: 'addTag', name: 'Silver' }));
    expect(await changes()).toEqual([['Changed in a bulk edit', 'City: Graz → Wien']]);
    bulk.undo(edit);
    await bulk.finished(edit);
    expect(await changes()).toEqual([]);
  });

  it('however often that was', async () => {
    const bulk = bulkOf(db, () => now);
    const all = sql`SELECT id FROM contacts ORDER BY id`;
    const times = 103;
    for (let time = 1; time <= times; time++)
      await bulk.finished(bulk.start(all, { kind: 'setField', key: 'city', value: `Wien ${time}` }));
    expect((await person.timelineCounts({ id })).changes).toBe(1 + times);
    let page = await person.timeline({ id, kind: 'changes', after: null, limit: 50 });
    while (page.next) page = await person.timeline({ id, kind: 'changes', after: page.next, limit: 50 });
    expect(page.entries.map(({ detail }) => detail)).toContain('City: Graz → Wien 1');
  });

  it('and is read on in pages, wherever it comes from', async () => {
    for (const [at, city] of ['Linz', 'Wels', 'Enns'].entries()) changeContact(db, { id, fields: { city }, now: now + at });
    const bulk = bulkOf(db, () => now + 1);
    await bulk.finished(bulk.start(sql`SELECT id FROM contacts`, { kind: 'setField', key: 'city', value: 'Wien' }));
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof person.timeline>> = await person.timeline({ id, kind: 'changes', after, limit: 1 });
      found.push(...page.entries.map(({ detail }) => detail));
      after = page.next;
      if (after === null) break;
    }
    expect(found).toEqual(['City: Wels → Enns', 'City: Enns → Wien', 'City: Linz → Wels', 'City: Graz → Linz', '']);
  });
});

/** An import of a file with columns for the address, the first name and the city, into a list that there is. */
async function importing(content: string) {
  const file = { path: join(folder, 'people.csv') };
  await writeFile(file.path, content);
  const imports = createImports({
    ...{ db, clock: () => now, changes: createChanges(), logger: silentLogger, previewFile },
    parseFile: (job, { signal, from }) => packSlices(parseRows(job, signal), from),
    resolveSource: () => ({ path: file.path, fileName: 'people.csv' }),
  });
  const options: ImportOptions = {
    reading: { encoding: 'utf-8', delimiter: ',', header: true },
    mapping: [{ to: 'email' }, { to: 'firstName' }, { to: 'field', key: 'city' }],
    ...{ list: { newName: 'Fair' }, existing: 'overwrite', status: 'subscribed', consentSource: '', tags: [] },
  };
  return { imports, file, options };
}

it('says which file brought somebody in', async () => {
  const importId = run(sql`INSERT INTO imports (public_id, file_name, bytes, options, state, started_at)
    VALUES ('i', 'people.csv', 1, '{}', 'finished', ${now - 100 * DAY})`);
  run(sql`INSERT INTO import_slices (import_id, seq, first_contact, last_contact, first_event, last_event, met, changes)
    VALUES (${importId}, 0, 1, 5, 1, 0, '[]', '{}')`);
  const { entries } = await person.timeline({ id, kind: 'changes', after: null, limit: 5 });
  expect(entries).toMatchObject([{ text: 'Became a contact', detail: 'By an import of people.csv' }]);
});

it('counts how much mail somebody got', async () => {
  expect(await person.frequency({ id })).toEqual({
    days: [
      { days: 7, messages: 1 },
      { days: 30, messages: 1 },
      { days: 90, messages: 2 },
    ],
    lastAt: now - 3 * DAY,
  });
});

it('keeps notes about a person, which are changed and removed', async () => {
  const first = await person.addNote({ id, text: 'Called about bread' });
  await person.addNote({ id, text: 'Moves in May' });
  await person.changeNote({ id: first.id, text: 'Called about rye bread' });
  expect((await person.notes({ id })).map((note) => note.text)).toEqual(['Moves in May', 'Called about rye bread']);
  await person.removeNote({ id: first.id });
  expect(await person.notes({ id })).toHaveLength(1);
  expect(() => person.removeNote({ id: first.id })).toThrow(expect.objectContaining({ code: 'notes.unknown' }));
});

async function unzip(bytes: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  await new Promise<void>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('end', resolve);
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) return reject(failed);
          text(stream).then((content) => {
            files[entry.fileName] = content;
            zip.readEntry();
          }, reject);
        });
      });
      zip.readEntry();
    });
  });
  return files;
}

it('exports everything that is known of a person, to read and for programs', async () => {
  await person.addNote({ id, text: 'Likes <rye>' });
  suppress(db, { email: EMAIL, reason: 'complained', evidence: 'Reported it', now });
  const { fileName, base64 } = await person.exportAll({ id });
  expect(fileName).toBe('Anna@Example.com.zip');
  const files = await unzip(Buffer.from(base64, 'base64'));
  expect(JSON.parse(files['person.json'] ?? '')).toMatchObject({
    person: { email: EMAIL, firstName: 'Anna' },
    fields: [{ name: 'City', key: 'city', value: 'Graz' }],
    tags: ['Gold'],
    lists: [
      { list: 'News', consentMethod: 'form', consentSource: 'The counter', confirmedAt: new Date(now - 98 * DAY).toISOString() },
    ],
    suppression: { reason: 'complained', evidence: 'Reported it' },
    notes: [{ text: 'Likes <rye>' }],
    events: [
      { what: 'subscribed' },
      { what: 'opened' },
      { what: 'clicked', url: 'https://hearth.example/bread' },
      { what: 'bounced' },
    ],
    messages: [
      { campaign: 'Spring', status: 'accepted' },
      { campaign: 'Summer', dialogues: [{ lines: ['C: RCPT TO:<anna@example.com>'] }], learned: [{ what: 'bounced' }] },
      { campaign: 'Autumn', status: 'pending' },
    ],
  });
  expect(files['person.html']).toContain('Likes &lt;rye&gt;');
});

describe('a person who is erased', () => {
  /** Every row of every table, as text. */
  function everything(): string {
    const tables = db.all<{ name: string }>(sql`SELECT name FROM sqlite_schema WHERE type = 'table'`);
    return JSON.stringify(tables.map(({ name }) => [name, db.all({ text: `SELECT * FROM "${name}"`, values: [], isSql: true })]));
  }

  beforeEach(() => {
    const importId = run(sql`INSERT INTO imports (public_id, file_name, bytes, options, state, started_at)
      VALUES ('i', 'people.csv', 1, '{}', 'finished', 1)`);
    run(
      sql`INSERT INTO import_rejects (import_id, line, reason, cells) VALUES (${importId}, 3, 'Twice', '["anna@example.com","Huber"]')`,
    );
    run(sql`INSERT INTO import_slices (import_id, seq, first_contact, last_contact, first_event, last_event, met, changes)
      VALUES (${importId}, 0, 2, 1, 1, 0, '[1]', ${JSON.stringify({
        contacts: [{ id: 1, updatedAt: 5, lastName: ['Huber', 'Huber-Maier'] }],
        list: { joined: [], left: [{ contactId: 1, status: 'subscribed', unsubscribedAt: null, updatedAt: 5 }] },
        tags: [],
        suppressions: [{ key: 'anna@example.com', before: null, after: { reason: 'bounced', evidence: 'x' } }],
      })})`);
    run(sql`INSERT INTO inbox_messages (public_id, received_at, envelope_from, envelope_to, bytes, raw)
      VALUES ('b', 1, 'us@example.com', '["Anna@Example.com"]', 1, ${Buffer.from('To: Anna')})`);
    run(sql`INSERT INTO messages (transport_id, kind, email, email_key, status, reply, content, created_at)
      VALUES (1, 'test', ${EMAIL}, 'anna@example.com', 'refused', '550 anna@example.com', '{"to":"Anna Huber"}', 1)`);
    suppress(db, { email: EMAIL, reason: 'complained', evidence: 'anna@example.com reported it', now });
  });

  it('is told what goes, and is then nowhere in the data', async () => {
    await person.addNote({ id, text: 'Anna called' });
    expect(await person.beforeErase({ id })).toEqual({ messages: 4, events: 4, notes: 1, lists: 1 });
    await person.erase({ id });
    expect(everything()).not.toMatch(/anna|huber/i);
    expect(getContact(db, id)).toBeNull();
    // No number of theirs comes to mean somebody else.
    expect(createContact(db, { email: 'next@example.com', now }).id).toBe(2);
  });

  it('leaves the counts of campaigns true and never gets what was waiting', async () => {
    await person.erase({ id });
    expect(db.all(sql`SELECT status, reason FROM messages WHERE send_id IS NOT NULL ORDER BY id`)).toEqual([
      { status: 'accepted', reason: '' },
      { status: 'accepted', reason: '' },
      { status: 'skipped', reason: 'erased' },
    ]);
  });

  it('is not erased while a message is in the air, and then nothing of them is gone', async () => {
    db.run(sql`UPDATE messages SET status = 'attempting' WHERE status = 'pending'`);
    await expect(person.erase({ id })).rejects.toThrow(expect.objectContaining({ code: 'delivery.in-the-air' }));
    expect(findContact(db, EMAIL)).not.toBeNull();
  });

  it('is never mailed again: not by a message alone, by hand, by an import or at a changed address', async () => {
    await person.erase({ id });
    expect(isSuppressed(db, 'ANNA@example.com')).toBe(true);
    expect(isSuppressed(db, 'other@example.com')).toBe(false);
    const back = createContact(db, { email: EMAIL, now });
    expect(suppressionOf(db, EMAIL)).toMatchObject({
      reason: 'blocked',
      evidence: expect.stringContaining('Erased at their request'),
    });
    expect(describeContact(db, back.publicId).suppressed).toBe('blocked');
  });

  it.each([
    [
      'an import',
      () =>
        mergeContacts(db, {
          people: [{ key: 'anna@example.com', email: EMAIL, firstName: '', lastName: '', fields: {} }],
          existing: 'overwrite',
          now,
        }),
    ],
    [
      'a change of address',
      () => changeContact(db, { id: createContact(db, { email: 'b@example.com', now }).publicId, email: EMAIL, now }),
    ],
  ])('comes back by %s as suppressed', async (_how, bringIn) => {
    await person.erase({ id });
    bringIn();
    expect(suppressionOf(db, EMAIL)?.reason).toBe('blocked');
  });

  it('can be mailed again once somebody lifts that, and not before', async () => {
    await person.erase({ id });
    const { publicId } = createContact(db, { email: EMAIL, now });
    liftSuppression(db, EMAIL);
    expect(isSuppressed(db, EMAIL)).toBe(false);
    removeContacts(db, { ids: [publicId], now });
    createContact(db, { email: EMAIL, now });
    expect(isSuppressed(db, EMAIL)).toBe(false);
  });
});
