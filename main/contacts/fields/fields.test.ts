import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FieldValues } from '#shared/schema/shapes.ts';
import { createChanges } from '../../base/changes.ts';
import { silentLogger } from '../../base/logger.ts';
import { sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import {
  changeContact,
  changeField,
  createContact,
  createField,
  createFieldWork,
  getContact,
  listFields,
  measureField,
  mergeFields,
  previewMerge,
  previewRetype,
  removeField,
  retypeField,
  setChoices,
  usersOfField,
} from '../contacts.ts';

let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

const now = 1_700_000_000_000;
const { signal } = new AbortController();
let made = 0;
const person = (fields: FieldValues = {}) => createContact(db, { email: `p${++made}@example.com`, fields, now }).publicId;
const valuesOf = (id: string) => getContact(db, id)?.fields;
const work = async () => {
  const fieldWork = createFieldWork({ db, changes: createChanges(), logger: silentLogger });
  fieldWork.wake();
  await fieldWork.idle();
};
async function last<Answer>(answers: AsyncIterable<Answer>): Promise<Answer> {
  let latest: Answer | undefined;
  for await (const answer of answers) latest = answer;
  if (latest === undefined) throw new Error('There was no answer.');
  return latest;
}

describe('a field of choices', () => {
  const size = () => createField(db, { label: 'Size', type: 'choice', choices: ['S', 'M', 'L'], now });

  it('takes one of its choices, however it is spelled, and nothing else', () => {
    const field = size();
    const id = person({ size: ' m ' });
    expect(valuesOf(id)).toEqual({ size: 'M' });
    expect(() => changeContact(db, { id, fields: { size: 'XL' }, now })).toThrow(
      'Size: “XL” is not one of the choices (S, M, L).',
    );
    expect(listFields(db)).toEqual([{ id: field.id, key: 'size', label: 'Size', type: 'choice', choices: ['S', 'M', 'L'] }]);
  });

  it('needs choices, none of them twice', () => {
    const make = (choices: string[]) => () => createField(db, { label: 'Size', type: 'choice', choices, now });
    expect(make([' '])).toThrow(expect.objectContaining({ code: 'fields.no-choices' }));
    expect(make(['Größe', 'GROSSE', 'größe'])).toThrow(expect.objectContaining({ code: 'fields.choice-twice' }));
  });

  it('renames, reorders and drops choices with what people have chosen', async () => {
    const { id } = size();
    const [small, medium, large] = [person({ size: 'S' }), person({ size: 'M' }), person({ size: 'L' })];
    setChoices(db, {
      id,
      choices: [
        { value: 'Large', was: 'L' },
        { value: 'S', was: 'S' },
        { value: 'XS', was: null },
      ],
    });
    await work();
    expect(listFields(db)[0]?.choices).toEqual(['Large', 'S', 'XS']);
    expect([small, medium, large].map(valuesOf)).toEqual([{ size: 'S' }, {}, { size: 'Large' }]);
  });
});

describe('a field of another type', () => {
  const text = () => createField(db, { label: 'Orders', type: 'text', now });

  it('shows beforehand what converts, and what cannot and why', async () => {
    const { id } = text();
    for (const orders of ['3', '1.234,5', 'many', 'many', '7']) person({ orders });
    person();
    const preview = await last(previewRetype(db, { id, type: 'number', choices: [], signal }));
    expect(preview).toMatchObject({
      converts: 3,
      fails: 2,
      converted: [{ from: '1.234,5', to: '1234.5' }],
      failed: [{ value: 'many', reason: '“many” is not a number', people: 2 }],
    });
  });

  it('keeps what cannot be converted in a text field of its own', async () => {
    const { id } = text();
    const [three, many] = [person({ orders: '3' }), person({ orders: 'many' })];
    retypeField(db, { id, type: 'number', choices: [], failing: 'keep', now });
    await work();
    expect(valuesOf(three)).toEqual({ orders: 3 });
    expect(valuesOf(many)).toEqual({ orders_as_text: 'many' });
    expect(listFields(db).map(({ label, type }) => [label, type])).toEqual([
      ['Orders', 'number'],
      ['Orders (as text)', 'text'],
    ]);
  });

  it('takes away what cannot be converted where that is wanted, and makes no field for it', async () => {
    const { id } = text();
    const many = person({ orders: 'many' });
    retypeField(db, { id, type: 'number', choices: [], failing: 'clear', now });
    await work();
    expect(valuesOf(many)).toEqual({});
    expect(listFields(db)).toHaveLength(1);
  });

  it('becomes one of choices by the values that there are', async () => {
    const { id } = text();
    for (const orders of ['few', 'many', 'few']) person({ orders });
    const { suggested } = await last(previewRetype(db, { id, type: 'choice', choices: [], signal }));
    expect(suggested).toEqual(['few', 'many']);
    retypeField(db, { id, type: 'choice', choices: suggested, failing: 'keep', now });
    await work();
    expect(listFields(db)[0]).toMatchObject({ type: 'choice', choices: ['few', 'many'] });
  });

  it('goes from yes or no to number and to text', async () => {
    const { id } = createField(db, { label: 'Member', type: 'boolean', now });
    const yes = person({ member: true });
    retypeField(db, { id, type: 'number', choices: [], failing: 'keep', now });
    await work();
    expect(valuesOf(yes)).toEqual({ member: 1 });
    retypeField(db, { id, type: 'boolean', choices: [], failing: 'keep', now });
    await work();
    retypeField(db, { id, type: 'text', choices: [], failing: 'keep', now });
    await work();
    expect(valuesOf(yes)).toEqual({ member: 'yes' });
  });

  it('goes on after a crash where it was, and nobody is converted twice or missed', async () => {
    const { id } = text();
    const people = Array.from({ length: 30 }, (_, index) => person({ orders: String(index) }));
    retypeField(db, { id, type: 'number', choices: [], failing: 'keep', now });
    // As a process leaves it that was killed after ten.
    for (const publicId of people.slice(0, 10)) {
      const orders = Number(valuesOf(publicId)?.['orders']);
      db.run(sql`UPDATE contacts SET fields = ${JSON.stringify({ orders })} WHERE public_id = ${publicId}`);
    }
    db.run(sql`UPDATE field_work SET after_id = (SELECT id FROM contacts WHERE public_id = ${people[9] ?? ''})`);
    await work();
    expect(people.map((publicId) => valuesOf(publicId)?.['orders'])).toEqual(people.map((_, index) => index));
  });

  it('is worked off also by what had nothing to do before', async () => {
    const { id } = text();
    const three = person({ orders: '3' });
    const fieldWork = createFieldWork({ db, changes: createChanges(), logger: silentLogger });
    fieldWork.wake();
    await fieldWork.idle();
    retypeField(db, { id, type: 'number', choices: [], failing: 'keep', now });
    fieldWork.wake();
    await fieldWork.idle();
    expect(valuesOf(three)).toEqual({ orders: 3 });
    await fieldWork.stop();
  });

  it('is changed one at a time', () => {
    const { id } = text();
    person({ orders: '1' });
    retypeField(db, { id, type: 'number', choices: [], failing: 'keep', now });
    expect(() => removeField(db, id)).toThrow(expect.objectContaining({ code: 'fields.busy', kind: 'conflict' }));
  });
});

describe('two fields that become one', () => {
  function towns() {
    const from = createField(db, { label: 'Town', type: 'text', now });
    const into = createField(db, { label: 'City', type: 'text', now });
    const people = [
      person({ town: 'Graz' }),
      person({ town: 'Linz', city: 'Linz' }),
      person({ town: 'Wels', city: 'Wien' }),
      person({ city: 'Melk' }),
    ];
    return { id: from.id, intoId: into.id, people };
  }

  it('tells beforehand who has which', async () => {
    const { id, intoId } = towns();
    expect(await last(previewMerge(db, { id, intoId, signal }))).toMatchObject({
      ...{ moves: 1, same: 1, differs: 1, fails: 0 },
      differing: [{ from: 'Wels', into: 'Wien' }],
    });
  });

  it.each([
    ['into', ['Graz', 'Linz', 'Wien', 'Melk']],
    ['from', ['Graz', 'Linz', 'Wels', 'Melk']],
  ] as const)('keeps the value of the chosen one (%s)', async (wins, expected) => {
    const { id, intoId, people } = towns();
    mergeFields(db, { id, intoId, wins, failing: 'keep', now });
    await work();
    expect(people.map(valuesOf)).toEqual(expected.map((city) => ({ city })));
    expect(listFields(db).map(({ key }) => key)).toEqual(['city']);
  });

  it('converts to the type of the one that stays and keeps what cannot be', async () => {
    const from = createField(db, { label: 'Visits (old)', type: 'text', now });
    const into = createField(db, { label: 'Visits', type: 'number', now });
    const [five, often] = [person({ visits_old: '5' }), person({ visits_old: 'often', visits: 2 })];
    mergeFields(db, { id: from.id, intoId: into.id, wins: 'from', failing: 'keep', now });
    await work();
    expect([five, often].map(valuesOf)).toEqual([{ visits: 5 }, { visits: 2, visits_old_as_text: 'often' }]);
  });
});

it('counts who has a value, then deletes field and values; a new field of the name inherits nothing', async () => {
  const { id } = createField(db, { label: 'City', type: 'text', now });
  const people = [person({ city: 'Graz' }), person({ city: 'Graz' }), person({ city: 'Wien' }), person()];
  expect(await last(measureField(db, { id, signal }))).toMatchObject({
    people: 3,
    values: [
      { value: 'Graz', people: 2 },
      { value: 'Wien', people: 1 },
    ],
  });
  removeField(db, id);
  expect(createField(db, { label: 'City', type: 'text', now }).key).toBe('city_2');
  await work();
  expect(people.map(valuesOf)).toEqual([{}, {}, {}, {}]);
});

it('keeps the key of a field that is renamed, since designs name it', () => {
  const { id } = createField(db, { label: 'City', type: 'text', now });
  changeField(db, { id, label: 'Town' });
  expect(listFields(db)).toMatchObject([{ key: 'city', label: 'Town' }]);
});

it('names the drafts and templates that a field is used in, and not those of a field with a longer key', () => {
  const design = (text: string) => JSON.stringify({ text });
  const campaign = (name: string, document: string, subject = '') =>
    db.run(sql`INSERT INTO campaigns (public_id, name, subject, document, audience, created_at, updated_at)
      VALUES (${name}, ${name}, ${subject}, ${document}, '{}', 1, 1)`);
  createField(db, { label: 'City', type: 'text', now });
  campaign('Spring', design('Hello {{ contact.fields.city }}'));
  campaign('Summer', design('Hello'), "{{ contact.fields.city | default: 'you' }}");
  campaign('Autumn', design('Hello {{ contact.fields.city_old }}'));
  db.run(sql`INSERT INTO templates (public_id, name, document, created_at, updated_at)
    VALUES ('t', 'Basic', ${design('{{contact.fields.city}}')}, 1, 1)`);
  expect(usersOfField(db, 'city')).toEqual({ campaigns: ['Spring', 'Summer'], templates: ['Basic'] });
  expect(usersOfField(db, 'street')).toEqual({ campaigns: [], templates: [] });
});
