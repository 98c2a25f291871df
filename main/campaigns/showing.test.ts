import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Document, document as shape } from '#shared/content/document.ts';
import type { DryRunState } from '#shared/rpc/checks.ts';
import { forPreview, listTemplates } from '../content/content.ts';
import { sql } from '../db/db.ts';
import { contactFor, requireSend } from '../delivery/delivery.ts';
import { contentHandlers } from '../rpc/content.ts';
import { createPool } from '../workers/pool.ts';
import { type Workers, workersOf } from '../workers/workers-of.ts';
import { awkwardPeople, createLetters, dryRunCampaign, launchCampaign } from './campaigns.ts';
import { campaignWorld, htmlDesign, seedPeople } from './testing.ts';

/** `PARITY=1000` compares all of them, which takes some minutes. */
const PEOPLE = Number(process.env.PARITY ?? 8);
const DOCUMENTS = 20;

const entry = fileURLToPath(new URL('../workers/entry.ts', import.meta.url));
let workers: Workers;
let world: Awaited<ReturnType<typeof campaignWorld>>;
beforeAll(() => {
  workers = workersOf(createPool({ entry, threads: 1, idleMs: 60_000 }));
});
afterAll(() => workers.stop());
beforeEach(async () => {
  world = await campaignWorld();
});
afterEach(() => world.close());

const names = [
  'Anna',
  '',
  'Łukasz & Söhne',
  '李小龙',
  'O’Brien <b>',
  'Maximiliane-Alexandrine-Ferdinande von und zu',
  'محمد',
  '{{ x }}',
  '\'"',
  '👩‍🍳',
];

const seedMany = (people: number) =>
  seedPeople(
    world.db,
    Array.from({ length: people }, (_, at) => ({
      email: `p${at}@x.example`,
      firstName: names[at % names.length] ?? '',
      fields: { city: at % 3 === 0 ? '' : `City ${at}` },
      tags: at % 2 === 0 ? ['even'] : [],
    })),
  );

const even = { rule: { kind: 'group', match: 'all', rules: [{ kind: 'tag', tagId: 'even', has: true }] }, label: 'every other' };

/** Templates, what is written as source, and letters of which not everybody gets everything. */
function documents(): Document[] {
  const templates = listTemplates(world.db).map(({ document }) => document);
  const made = Array.from({ length: DOCUMENTS }, (_, at) =>
    shape.parse({
      version: 1,
      kind: 'blocks',
      blocks: [
        { id: 'h', kind: 'heading', props: { text: `No ${at}, {{ contact.first_name | default: 'you' }}` } },
        {
          id: 't',
          kind: 'text',
          when: at % 2 ? even : null,
          props: { html: '<p>{{ contact.fields.city | upcase }} <a href="https://x.example/{{ contact.email }}">more</a></p>' },
        },
        {
          id: 'e',
          kind: 'text',
          when: at % 3 ? null : even,
          props: { html: '<p>{% if contact.fields.city %}near{% else %}far{% endif %}</p>' },
        },
        { id: 'f', kind: 'footer', props: { unsubscribe: 'Unsubscribe' } },
      ],
    }),
  );
  const html = htmlDesign(
    '<p style="color:#333">{{ contact.first_name }} {{ contact.fields.city | default: "-" }}</p><a href="{{ unsubscribe_url }}">go</a>',
  );
  return [...templates, html, ...made].slice(0, DOCUMENTS);
}

describe('what is previewed', () => {
  it(`is what is sent, byte for byte, for ${PEOPLE} people and ${DOCUMENTS} designs`, { timeout: 1_800_000 }, async () => {
    seedMany(PEOPLE);
    await world.delivery.stop();
    const ids = world.db.all<{ id: number; publicId: string }>(sql`SELECT id, public_id AS publicId FROM contacts`);
    const preview = contentHandlers({ ...world, reads: workers.reads } as never).render;
    const subject = 'For {{ contact.first_name | default: "you" }}';
    const preheader = 'In {{ contact.fields.city }}';
    const all = documents();
    expect(all).toHaveLength(DOCUMENTS);
    for (const document of all) {
      const { sendId } = await launchCampaign(world, {
        id: world.draft({ document, subject, preheader, trackOpens: false, trackClicks: false }),
      });
      const write = createLetters(world.db).forSend(requireSend(world.db, sendId).id);
      for (const { id, publicId } of ids) {
        const contact = contactFor(world.db, id);
        const letter = write({ messageId: 7, email: contact?.email ?? '', contact });
        const shown = await preview({
          document,
          subject,
          preheader,
          brandId: world.brand.publicId,
          contactId: publicId,
          exact: true,
          checked: false,
        });
        // The way out is each person's own, and leads nowhere in a preview.
        const own = /<(mailto:[^>]*)>/.exec(letter.headers.find(([name]) => name === 'List-Unsubscribe')?.[1] ?? '')?.[1] ?? '';
        const neutral = (source: string) =>
          source.replaceAll(own.replaceAll('&', '&amp;'), '#unsubscribe').replaceAll(own, '#unsubscribe');
        expect(shown.html).toBe(forPreview(neutral(letter.html)));
        expect(shown.text).toBe(neutral(letter.text));
        expect(shown.subject).toBe(letter.subject);
      }
    }
  });
});

const dryRun = async (id: string): Promise<DryRunState> => {
  let last: DryRunState | null = null;
  const tools = { ...world, reads: workers.reads };
  for await (const state of dryRunCampaign(tools, { id, signal: new AbortController().signal })) last = state;
  if (!last) throw new Error('nothing was said');
  return last;
};

describe('a dry run', () => {
  it('makes everybody’s message and says who would see a gap, where the gap is shown to them at all', async () => {
    seedMany(30);
    const document = shape.parse({
      version: 1,
      kind: 'blocks',
      blocks: [
        { id: 'a', kind: 'text', props: { html: '<p>Dear {{ contact.first_name }}</p>' } },
        { id: 'b', kind: 'text', when: even, props: { html: '<p>In {{ contact.fields.city }}</p>' } },
        { id: 'f', kind: 'footer', props: { unsubscribe: 'Unsubscribe' } },
      ],
    });
    const state = await dryRun(world.draft({ document }));
    expect(state).toMatchObject({ done: 30, total: 30, failed: null, noSubject: null, tooLarge: null });
    // Every tenth has no name; a third has no city, of whom every other one is asked for it.
    expect(state.empty.map(({ label, people }) => [label, people])).toEqual(
      expect.arrayContaining([
        ['first name', 3],
        ['city', 5],
      ]),
    );
    expect(state.empty.find(({ label }) => label === 'first name')?.example?.email).toBe('p1@x.example');
  });

  it('finds messages that are too large, without a subject, or that cannot be made', async () => {
    seedMany(10);
    const big = `<p>{% if contact.fields.city %}{{ contact.first_name }}{% else %}${'long '.repeat(25_000)}{% endif %}</p><a href="{{ unsubscribe_url }}">x</a>`;
    const large = await dryRun(world.draft({ html: big, subject: '{{ contact.first_name }}' }));
    expect(large).toMatchObject({
      done: 10,
      tooLarge: { people: 4 },
      noSubject: { people: 1, example: { email: 'p1@x.example' } },
    });
    const endless = '<p>{% for a in (1..contact.fields.times) %}{% for b in (1..9999) %}{{ b }}{% endfor %}{% endfor %}</p>';
    world.db.run(sql`UPDATE contacts SET fields = '{"times":999999}' WHERE email = 'p3@x.example'`);
    expect(await dryRun(world.draft({ html: endless }))).toMatchObject({
      done: 10,
      failed: { people: 1, example: { email: 'p3@x.example' } },
    });
  });
});

it('finds the people whom a design suits least, of those who would get it', async () => {
  seedPeople(world.db, [
    { email: 'plain@x.example', firstName: 'Ann', lists: { news: 'subscribed' } },
    { email: 'none@x.example', lists: { news: 'subscribed' } },
    { email: 'long@x.example', firstName: 'Maximiliane-Alexandrine-Ferdinande', lists: { news: 'subscribed' } },
    { email: 'script@x.example', firstName: '李小龙', lists: { news: 'subscribed' } },
    { email: 'left@x.example', firstName: 'Ωλληνικά', lists: { news: 'unsubscribed' } },
  ]);
  world.db.run(sql`UPDATE contacts SET name_key = iif(first_name = '', char(0x10ffff), lower(first_name))`);
  const found = await awkwardPeople(world, { id: world.draft({ audience: { listIds: ['news'] } }), now: world.clock() });
  expect(found.map(({ why, email }) => [why, email])).toEqual([
    ['no-name', 'none@x.example'],
    ['long', 'long@x.example'],
    ['other-script', 'script@x.example'],
  ]);
});
