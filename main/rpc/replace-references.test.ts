import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Document, document } from '#shared/content/document.ts';
import { type Audience, audience } from '#shared/rpc/campaigns.ts';
import { importOptions } from '#shared/rpc/imports.ts';
import type { Group } from '#shared/schema/rule.ts';
import { createChanges } from '../base/changes.ts';
import { changeCampaign, createCampaign, requireCampaign } from '../campaigns/campaigns.ts';
import { createField, createTag, type Field, setTableView, tableView } from '../contacts/contacts.ts';
import { createTemplate, requireTemplate } from '../content/content.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { rememberedShapes, rememberShape } from '../imports/shapes.store.ts';
import { createSegment, requireSegment } from '../segments/segments.ts';
import type { Workspace } from '../workspace.ts';
import { fieldsHandlers } from './fields.ts';
import { tagsHandlers } from './tags.ts';

const now = 1_700_000_000_000;
let db: WriteDb;
let close: () => void;
let fields: ReturnType<typeof fieldsHandlers>;
let tags: ReturnType<typeof tagsHandlers>;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  // What these handlers use of a workspace.
  const parts = { db, clock: () => now, changes: createChanges(), fieldWork: { wake: () => undefined } };
  fields = fieldsHandlers(parts as unknown as Workspace);
  tags = tagsHandlers(parts as unknown as Workspace);
});
afterEach(() => close());

const field = (label: string): Field => createField(db, { label, type: 'text', now });
const text = (value: string) => ({ type: 'text' as const, op: 'is' as const, value });
const asks = (key: string): Group => ({
  kind: 'group',
  match: 'all',
  rules: [
    { kind: 'group', match: 'none', rules: [{ kind: 'field', key, test: text('Graz') }] },
    { kind: 'contact', name: 'first-name', test: text(key) },
  ],
});
const design = (key: string): Document =>
  document.parse({
    version: 1,
    kind: 'blocks',
    blocks: [
      {
        ...{ id: 'a', kind: 'text', when: { rule: asks(key), label: 'People of a town' } },
        props: { html: `<p>town and {{ contact.fields.${key} | default: 'contact.fields' }}, {{ contact.fields.${key}_2 }}</p>` },
      },
      { id: 'b', kind: 'html', props: { html: `<a href="https://x.example/?t={{ contact.fields['${key}'] }}">x</a>` } },
    ],
  });
const html = (key: string): Document => ({
  version: 1,
  kind: 'html',
  html: `<p>{% if contact.fields.${key} %}x{% endif %}</p>`,
  text: '',
});
const draft = (name: string, key: string, about: { document?: Document; audience?: Audience } = {}) =>
  createCampaign(db, {
    ...{ name, subject: `From {{contact.fields.${key}}}`, preheader: `town {{ contact.fields.${key} }}` },
    ...{ document: design(key), now, ...about },
  });
const send = (campaign: string) => {
  db.run(sql`INSERT OR IGNORE INTO transports (id, public_id, kind, name, settings, created_at, updated_at)
    VALUES (1, 't', 'inbox', 'Inbox', '{}', 1, 1)`);
  db.run(sql`INSERT INTO sends (public_id, campaign_id, transport_id, state, content, started_at)
    SELECT 's', id, 1, 'finished', '{}', 1 FROM campaigns WHERE public_id = ${campaign}`);
};
const options = (rest: object) =>
  importOptions.extend({ columns: importOptions.shape.tags }).parse({
    reading: { encoding: 'utf-8', delimiter: ',', header: true },
    ...{ mapping: [{ to: 'email' }], list: { newName: 'People' }, columns: ['E-Mail'], ...rest },
  });
const watched = (rest: object) => {
  db.run(sql`INSERT INTO imports (id, public_id, file_name, bytes, options, state, started_at)
    VALUES (1, 'i', 'people.csv', 1, ${JSON.stringify(options(rest))}, 'finished', 1)`);
  db.run(sql`INSERT INTO import_watches (public_id, path, import_id, created_at) VALUES ('w', '/people.csv', 1, 1)`);
  return () => JSON.parse(db.value<string>(sql`SELECT options FROM imports`) ?? '') as ReturnType<typeof options>;
};

it('has everything that asked for a field ask for the one that it is merged into', async () => {
  const [town, city] = [field('Town'), field('City')];
  field('Town 2');
  const segment = createSegment(db, { name: 'Grazers', rule: asks('town'), now });
  const open = draft('Open', 'town');
  const template = createTemplate(db, { name: 'News', category: '', document: html('town'), now });
  setTableView(db, {
    name: 'contacts',
    columns: ['email', 'field:town', 'name', 'field:city'].map((key) => ({ key, width: null })),
  });
  const mapped = { to: 'field', key: 'town', label: 'Town', type: 'text' } as const;
  rememberShape(db, { shape: 'one', columns: [{ to: 'email' }, mapped], usedAt: now });
  rememberShape(db, { shape: 'two', columns: [mapped, { ...mapped, key: 'city', label: 'City' }], usedAt: now });
  const optionsNow = watched({ mapping: [{ to: 'email' }, { to: 'field', key: 'town' }] });
  expect(await fields.usage({ id: town.id })).toEqual({ segments: ['Grazers'], campaigns: ['Open'], templates: ['News'] });

  fields.merge({ id: town.id, intoId: city.id, wins: 'into', failing: 'keep' });

  // What only looks like it stays: plain words, a longer key, the value of a condition.
  const expected = design('city');
  const words = JSON.stringify(expected).replaceAll('city_2', 'town_2').replaceAll('"value":"city"', '"value":"town"');
  expect(requireSegment(db, segment).rule).toEqual(
    JSON.parse(JSON.stringify(asks('city')).replace('"value":"city"', '"value":"town"')),
  );
  expect(requireCampaign(db, open)).toMatchObject({
    ...{ subject: 'From {{contact.fields.city}}', preheader: 'town {{ contact.fields.city }}', revision: 2 },
    document: JSON.parse(words),
  });
  expect(requireTemplate(db, template).document).toEqual(html('city'));
  expect(tableView(db, 'contacts')?.map(({ key }) => key)).toEqual(['email', 'field:city', 'name']);
  const shapes = Object.fromEntries(rememberedShapes(db).map(({ shape, columns }) => [shape, columns]));
  expect(shapes['one']).toMatchObject([{ to: 'email' }, { to: 'field', key: 'city', label: 'City' }]);
  expect(shapes['two']).toMatchObject([{ to: 'nothing' }, { to: 'field', key: 'city' }]);
  expect(optionsNow().mapping).toEqual([{ to: 'email' }, { to: 'field', key: 'city' }]);
  expect(await fields.usage({ id: city.id })).toEqual({ segments: ['Grazers'], campaigns: ['Open'], templates: ['News'] });
  // An editor that has it open is told instead of writing the old words over it.
  expect(() => changeCampaign(db, { id: open, revision: 1, subject: 'Old', now })).toThrow('changed in another window');
});

it('leaves what was sent as it was', async () => {
  const [town, city] = [field('Town'), field('City')];
  const sent = draft('Sent', 'town');
  send(sent);
  const before = requireCampaign(db, sent);
  fields.merge({ id: town.id, intoId: city.id, wins: 'into', failing: 'keep' });
  expect(requireCampaign(db, sent)).toEqual(before);
});

it('has everything that asked for a tag ask for the one that it is merged into, and a watched file put on the other', async () => {
  const [gold, best] = [createTag(db, { name: 'Gold', color: 'gray', now }), createTag(db, { name: 'Best', color: 'gray', now })];
  const has = (tagId: string): Group => ({ kind: 'group', match: 'all', rules: [{ kind: 'tag', tagId, has: true }] });
  const segment = createSegment(db, { name: 'Golden', rule: has(gold), now });
  const when = (tagId: string) =>
    document.parse({
      ...{ version: 1, kind: 'blocks' },
      blocks: [{ id: 'a', kind: 'text', props: { html: '<p>x</p>' }, when: { rule: has(tagId), label: 'Gold' } }],
    });
  const to = draft('To gold', 'x', { audience: audience.parse({ tagIds: [best, gold] }), document: when(gold) });
  const optionsNow = watched({ tags: ['gold', 'Fair'] });
  expect(await tags.usage({ id: gold })).toEqual({ segments: ['Golden'], campaigns: ['To gold'] });

  await tags.merge({ id: gold, intoId: best });
  expect(requireSegment(db, segment).rule).toEqual(has(best));
  expect(requireCampaign(db, to)).toMatchObject({ audience: { tagIds: [best] }, document: when(best) });
  expect(optionsNow().tags).toEqual(['Best', 'Fair']);

  await tags.change({ id: best, name: 'Dearest' });
  expect(optionsNow().tags).toEqual(['Dearest', 'Fair']);
});
