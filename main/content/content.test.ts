import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Document, document, emptyDocument } from '#shared/content/document.ts';
import { arbitraryDocument } from '#shared/content/testing.ts';
import { insertBlock, newBlock, top } from '#shared/content/tree.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import {
  addMedia,
  type Compiled,
  changeBrand,
  checkContent,
  compileContent,
  createBrand,
  createRenderer,
  createTemplate,
  forPreview,
  getBrand,
  listTemplates,
  readMedia,
  removeBrand,
  removeMedia,
  removeTemplate,
  requireBrand,
  unfilled,
} from './content.ts';
import type { Person } from './render.ts';
import { dangers } from './testing.ts';

let db: WriteDb;
let close: () => void;
beforeAll(async () => ({ db, close } = await workspaceDb()));
afterAll(() => close());

const anna: Person = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Lind', fields: { city: 'Åre', visits: 3 } };
const addresses = {
  unsubscribeUrl: 'https://l.example/u/abc?a=1&b=2',
  preferencesUrl: 'https://l.example/p/abc',
  viewUrl: 'https://l.example/v/abc',
};
const compile = (made: Document, texts: Partial<{ subject: string; preheader: string }> = {}) =>
  compileContent(db, { document: made, subject: '', preheader: '', brand: null, ...texts });
const html = (source: string, text = ''): Document => ({ version: 1, kind: 'html', html: source, text });
const fill = (compiled: Compiled, person: Person | null = anna) => createRenderer(compiled)(person, addresses);

describe('any design', () => {
  it('compiles without a complaint of MJML, is a design again after a round trip, and holds nothing that could run', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDocument(), async (made) => {
        expect(document.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
        const compiled = await compile(made);
        expect(compiled.problems).toEqual([]);
        const filled = fill(compiled);
        expect(dangers(filled.html)).toEqual([]);
        expect(dangers(unfilled(compiled).html)).toEqual([]);
        for (const block of made.blocks)
          if (block.kind === 'heading' && block.when === null && block.only !== 'phone' && block.props.text === 'a < b & c > d')
            expect(filled.text).toContain('a < b & c > d');
      }),
      { numRuns: 60 },
    );
  });
});

describe('merge tags', () => {
  const design = (text: string) =>
    insertBlock(emptyDocument(), { ...newBlock('heading', 'h'), props: { text } } as never, top(0));
  const heading = async (text: string, person: Person | null) =>
    fill(await compile(document.parse(JSON.parse(JSON.stringify(design(text)))), { subject: text }), person);

  it('fall back where the fact is missing, in body and subject', async () => {
    const greeting = "Hello {{ contact.first_name | default: 'there' }}";
    expect(await heading(greeting, anna)).toMatchObject({
      subject: 'Hello Anna',
      html: expect.stringContaining('Hello Anna'),
      text: expect.stringContaining('Hello Anna'),
    });
    const nameless = await heading(greeting, { ...anna, firstName: '' });
    expect(nameless).toMatchObject({ subject: 'Hello there', html: expect.stringContaining('Hello there') });
  });

  it('are escaped in HTML and plain in subject and text', async () => {
    const filled = await heading('Dear {{ contact.first_name }}', { ...anna, firstName: '<b onclick="x">Tom & "Jerry"' });
    expect(filled.html).toContain('Dear &lt;b onclick=&#34;x&#34;&gt;Tom &amp; &#34;Jerry&#34;');
    expect(filled.subject).toBe('Dear <b onclick="x">Tom & "Jerry"');
    expect(filled.text).toContain('Dear <b onclick="x">Tom & "Jerry"');
  });

  it('cannot write HTML by the filter raw, nor break a header by a line break', async () => {
    const filled = await heading('{{ contact.last_name | raw }}', {
      ...anna,
      lastName: '<script>x</script>\r\nBcc: everyone@example.com',
    });
    expect(filled.html).not.toContain('<script>');
    expect(filled.subject).not.toMatch(/[\r\n]/);
  });

  it('reach custom fields and compare them', async () => {
    expect(
      (await heading('{% if contact.fields.visits > 2 %}Regular from {{ contact.fields.city }}{% endif %}', anna)).subject,
    ).toBe('Regular from Åre');
  });

  it('reach nothing but the facts of the message', async () => {
    for (const tag of ['{{ contact.constructor }}', '{{ contact.__proto__ }}', '{{ process }}', '{{ contact.fields.toString }}'])
      expect((await heading(tag, anna)).subject).toBe('');
  });

  it('read no files, and say so before anything is sent', async () => {
    for (const tag of ["{% render 'package.json' %}", "{% include 'package.json' %}", "{% layout 'package.json' %}"]) {
      expect(() => fill({ ...emptyCompiled, subject: tag })).toThrow();
      expect((await compile(emptyDocument(), { subject: tag })).problems[0]?.message).toMatch(/not found/);
    }
  });

  it('cannot become a link that runs something', async () => {
    const site = (value: string) => ({ ...anna, fields: { site: value } });
    const link = await compile(html('<a href="{{ contact.fields.site }}">Your page</a>'));
    expect(fill(link, site('https://anna.example/?a=1&b=2')).html).toContain('href="https://anna.example/?a=1&amp;b=2"');
    for (const value of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'java\n\tscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
    ])
      expect(fill(link, site(value)).html).toContain('href="#"');
    const built = await compile(html(`<a href="{{ 'java' }}{{ 'script:alert(1)' }}">x</a><p>javascript: is a word</p>`));
    expect(fill(built).html).toContain('href="#"');
    expect(fill(built).html).toContain('javascript: is a word');
  });

  it('show a date as the day that it is, wherever the computer stands', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/Los_Angeles';
    try {
      const filled = await heading("{{ contact.fields.day | date: '%-d %B' }}", { ...anna, fields: { day: '2026-12-01' } });
      expect(filled.subject).toBe('1 December');
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('take an empty value for none', async () => {
    const text = '{% if contact.first_name %}Dear {{ contact.first_name }}{% else %}Hello{% endif %}';
    expect((await heading(text, { ...anna, firstName: '' })).subject).toBe('Hello');
    expect((await heading(text, anna)).subject).toBe('Dear Anna');
  });

  it('that cannot be read are named as a problem and do not break the draft', async () => {
    const compiled = await compile(html('<p>{{ contact.first_name | nofilter }}</p>'));
    expect(compiled.problems).toHaveLength(1);
    expect(compiled.problems[0]?.message).toMatch(/nofilter/);
  });

  it('that cannot be read are told with the block that holds them', async () => {
    const good = insertBlock(emptyDocument(), newBlock('text', 'good'), top(0));
    const bad = document.parse({ ...good, blocks: [...good.blocks, { id: 'bad', kind: 'quote', props: { author: '{{ x' } }] });
    const { problems } = await compile(bad);
    expect(problems).toEqual([{ blockId: 'bad', message: expect.stringContaining('not closed') }]);
  });

  it('are stopped when they would run for ever', () => {
    expect(() =>
      fill({ ...emptyCompiled, subject: '{% for a in (1..100000000) %}{% for b in (1..100000000) %}x{% endfor %}{% endfor %}' }),
    ).toThrow();
  });

  it('lists what a message asks for, and whether every place has a fallback', async () => {
    const compiled = await compile(
      html("<p>{{ contact.first_name }} {{ contact.first_name | default: 'x' }} {{ contact.email | default: 'y' }}</p>", 'x'),
    );
    expect(compiled.tags).toEqual([
      { path: 'contact.first_name', fallback: false },
      { path: 'contact.email', fallback: true },
    ]);
  });
});

const emptyCompiled: Compiled = {
  subject: '',
  preheader: '',
  html: '',
  text: '',
  brand: { name: '', postalAddress: '' },
  inline: [],
  imageBytes: 0,
  images: [],
  tags: [],
  problems: [],
  conditions: [],
};

describe('templates', () => {
  it('compile, are small enough for Gmail, can be left, and greet people without a name', async () => {
    for (const template of listTemplates(db)) {
      const compiled = await compile(template.document);
      expect(compiled.problems).toEqual([]);
      expect(checkContent(template.document, compiled).map((found) => found.what)).not.toContain('no-unsubscribe');
      expect(Buffer.byteLength(compiled.html)).toBeLessThan(40 * 1024);
      expect(compiled.tags.filter((tag) => tag.path.startsWith('contact.')).every((tag) => tag.fallback)).toBe(true);
    }
  });
});

describe('images of the library', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  it('travel inside the message and are shown from the library in a preview', async () => {
    const image = addMedia(db, { fileName: '../../loaf.png', data: png, now: 1 });
    expect(image).toMatchObject({ fileName: 'loaf.png', type: 'image/png', width: 1, height: 1 });
    const compiled = await compile(html(`<img src="media:${image.publicId}" alt="A loaf"><p>{{ unsubscribe_url }}</p>`));
    expect(compiled.html).toContain(`src="cid:${image.publicId}@letterpress"`);
    expect(compiled.inline).toEqual([
      { cid: `${image.publicId}@letterpress`, type: 'image/png', fileName: 'loaf.png', base64: png.toString('base64') },
    ]);
    expect(forPreview(compiled.html)).toContain(`src="/app/media/${image.publicId}"`);
    const preview = await compileContent(
      db,
      { document: html(`<img src="media:${image.publicId}">`), subject: '', preheader: '', brand: null },
      { preview: true },
    );
    expect(preview).toMatchObject({ inline: [], problems: [], html: expect.stringContaining(`cid:${image.publicId}@`) });
    removeMedia(db, image.publicId);
    expect(readMedia(db, image.publicId)).toBeNull();
    expect((await compile(html(`<img src="media:${image.publicId}">`))).problems[0]?.message).toMatch(/no longer in the library/);
  });

  it('that were never chosen are a place to click on in the editor, and nothing in what is sent', async () => {
    const hole = document.parse({ version: 1, kind: 'blocks', style: {}, blocks: [{ id: 'a', kind: 'image', props: {} }] });
    const draft = { document: hole, subject: '', preheader: '', brand: null };
    expect((await compileContent(db, draft, { preview: true })).html).toContain('No image chosen');
    expect((await compileContent(db, draft)).html).not.toContain('No image chosen');
  });

  it('are told apart from words that look like one', async () => {
    const compiled = await compile(html('<p>(media:attention) "media:words"</p>'));
    expect(compiled).toMatchObject({ problems: [], inline: [], html: '<p>(media:attention) "media:words"</p>' });
  });

  it('stay as long as a template or an unsent campaign shows them', () => {
    const image = addMedia(db, { fileName: 'C:\\photos\\loaf "1".png', data: png, now: 1 });
    expect(image.fileName).toBe('loaf 1.png');
    const shows = document.parse({
      version: 1,
      kind: 'blocks',
      style: {},
      blocks: [{ id: 'a', kind: 'image', props: { src: `media:${image.publicId}` } }],
    });
    const template = createTemplate(db, { name: 'Loaves', category: '', document: shows, now: 1 });
    expect(() => removeMedia(db, image.publicId)).toThrow('“Loaves” shows this image. Take it out there first.');
    removeTemplate(db, template);
    removeMedia(db, image.publicId);
    expect(readMedia(db, image.publicId)).toBeNull();
  });

  it('are refused when they are something else under the name of an image', () => {
    expect(() => addMedia(db, { fileName: 'a.png', data: Buffer.from('<svg onload=alert(1)>'), now: 1 })).toThrow(/not a PNG/);
  });
});

describe('brands', () => {
  it('keep what a change does not name', () => {
    const { publicId } = createBrand(db, { name: 'Hearth', fromName: 'Ilse', fromEmail: 'hello@hearth.example', now: 1 });
    changeBrand(db, { id: publicId, replyTo: 'shop@hearth.example', fromName: undefined, now: 2 });
    expect(requireBrand(db, publicId)).toMatchObject({ fromName: 'Ilse', replyTo: 'shop@hearth.example', createdAt: 1 });
    expect(() => changeBrand(db, { id: 'nobody', name: 'x', now: 2 })).toThrow('There is no such brand.');
  });

  it('can be removed from drafts and lists, but not from under a campaign that waits for its time', () => {
    const brand = createBrand(db, { name: 'Old', now: 1 });
    db.run(sql`INSERT INTO lists (public_id, name, brand_id, created_at, updated_at) VALUES ('l', 'L', ${brand.id}, 1, 1)`);
    db.run(sql`INSERT INTO campaigns (public_id, name, brand_id, document, audience, scheduled_at, created_at, updated_at)
      VALUES ('c', 'Winter', ${brand.id}, '{}', '{}', 99, 1, 1)`);
    expect(() => removeBrand(db, brand.publicId)).toThrow('“Winter” is scheduled to be sent with this brand');
    db.run(sql`UPDATE campaigns SET scheduled_at = NULL`);
    removeBrand(db, brand.publicId);
    expect(db.all(sql`SELECT brand_id FROM lists UNION ALL SELECT brand_id FROM campaigns`)).toEqual([
      { brand_id: null },
      { brand_id: null },
    ]);
  });
});

it('shows in a preview exactly what is sent, but for where images lie', async () => {
  const { id } = createBrand(db, { name: 'Hearth & Söhne', postalAddress: '3 Mill Lane\nHearth', now: 1 });
  const brand = getBrand(db, id);
  for (const template of listTemplates(db)) {
    const compiled = await compileContent(db, { document: template.document, subject: 'Hi', preheader: '', brand });
    const again = JSON.parse(JSON.stringify(compiled)) as Compiled;
    expect(fill(again)).toEqual(fill(compiled));
    expect(fill(compiled).html).toContain('Hearth &amp; Söhne, 3 Mill Lane, Hearth');
  }
});
