import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Document, document, emptyDocument } from '#shared/content/document.ts';
import { arbitraryDocument } from '#shared/content/testing.ts';
import { insertBlock, newBlock, top } from '#shared/content/tree.ts';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import {
  addMedia,
  type Compiled,
  checkContent,
  cleanMailHtml,
  cleanRich,
  compileContent,
  createBrand,
  createRenderer,
  forPreview,
  getBrand,
  listTemplates,
  type Person,
  readMedia,
  removeMedia,
} from './content.ts';

let db: WriteDb;
let close: () => void;
beforeAll(async () => ({ db, close } = await workspaceDb()));
afterAll(() => close());

const anna: Person = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Lind', fields: { city: 'Åre', visits: 3 } };
const addresses = { unsubscribeUrl: 'https://l.example/u/abc?a=1&b=2', viewUrl: 'https://l.example/v/abc' };
const compile = (made: Document, texts: Partial<{ subject: string; preheader: string }> = {}) =>
  compileContent(db, { document: made, subject: '', preheader: '', brand: null, ...texts });
const html = (source: string, text = ''): Document => ({ version: 1, kind: 'html', html: source, text });
const fill = (compiled: Compiled, person: Person | null = anna) => createRenderer(compiled)(person, addresses);

/** The tags of HTML as a browser would see them, without comments and the insides of style. */
const elements = (source: string) =>
  [...source.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<([a-z][\w-]*)\b([^>]*)>/gi)].map(([, name = '', attributes = '']) => ({
    name: name.toLowerCase(),
    attributes,
  }));

/** Whatever could run: scripts, frames, handlers, and links that are code. */
function dangers(source: string): string[] {
  return elements(source)
    .filter(
      ({ name, attributes }) =>
        /^(script|iframe|object|embed|form|input|svg|link|base)$/.test(name) ||
        /(^|["'\s])on\w+\s*=/i.test(attributes.replace(/"[^"]*"/g, '""')) ||
        /(href|src)\s*=\s*["']?\s*(javascript|vbscript|data:text)/i.test(attributes),
    )
    .map(({ name, attributes }) => `<${name}${attributes}>`);
}

describe('any design', () => {
  it('compiles without a complaint of MJML, is a design again after a round trip, and holds nothing that could run', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDocument(), async (made) => {
        expect(document.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
        const compiled = await compile(made);
        expect(compiled.problems).toEqual([]);
        const filled = fill(compiled);
        expect(dangers(filled.html)).toEqual([]);
        for (const { block } of made.blocks.map((block) => ({ block }))) {
          if (block.kind === 'heading' && block.props.text === 'a < b & c > d') expect(filled.text).toContain('a < b & c > d');
        }
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

  it('read no files', async () => {
    expect(() => fill({ ...emptyCompiled, subject: "{% render 'package.json' %}" })).toThrow();
  });

  it('that cannot be read are named as a problem and do not break the draft', async () => {
    const compiled = await compile(html('<p>{{ contact.first_name | nofilter }}</p>'));
    expect(compiled.problems).toHaveLength(1);
    expect(compiled.problems[0]?.message).toMatch(/nofilter/);
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
  tags: [],
  problems: [],
};

describe('HTML from outside', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href=" &#106;avascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<style>@import "javascript:alert(1)"</style><p style="width:expression(alert(1))">x</p>',
    '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<p title="{{ \'"><script>alert(1)</script>\' }}">x</p>',
    "{{ '<img src=x onerror=alert(1)>' }}",
    '<!--[if !mso]><!--><script>alert(1)</script><!--<![endif]-->',
    '<!--[if mso]>--><script>alert(1)</script><![endif]-->',
    '<form action="https://evil.example"><input name=q></form>',
    '<object data="x"></object><embed src="x"><base href="https://evil.example/">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    'lptag0q{{ x }}<script>1</script>',
  ];

  it.each(hostile)('is harmless afterwards, as rich text and as mail: %s', (source) => {
    expect(dangers(cleanRich(source))).toEqual([]);
    expect(dangers(cleanMailHtml(source))).toEqual([]);
    expect(cleanMailHtml(source)).not.toContain('image/svg');
  });

  it('keeps what rich text may hold, and merge tags as they were meant', () => {
    const source = '<p>A <strong>bold</strong> <a href="https://hearth.example/?a=1&amp;b=2">link</a></p><ul><li>One</li></ul>';
    expect(cleanRich(source)).toBe(source);
    expect(cleanRich('<p>{{ contact.first_name | default: "you" }}</p>')).toBe(
      "<p>{{ contact.first_name | default: 'you' }}</p>",
    );
    expect(cleanRich('<p>{% if contact.fields.n &lt; 3 %}few{% endif %}</p>')).toBe(
      '<p>{% if contact.fields.n < 3 %}few{% endif %}</p>',
    );
    expect(cleanRich('<a href="{{ unsubscribe_url }}">out</a>')).toBe('<a href="{{ unsubscribe_url }}">out</a>');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 80 })), (source) => {
        const once = cleanRich(source);
        expect(cleanRich(once)).toBe(once);
      }),
    );
  });

  it('keeps a whole page of mail with its styles and Outlook’s conditions', () => {
    const page =
      '<!doctype html><html><head><style>p{color:red}</style></head><body><!--[if mso]><table><![endif]--><p style="color:red">a</p></body></html>';
    expect(cleanMailHtml(page)).toBe(page);
  });

  it('survives a megabyte', () => {
    const large = `<p>${'words and <b>more</b> '.repeat(50_000)}</p>`;
    expect(cleanRich(large).length).toBeGreaterThan(900_000);
  });
});

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
    removeMedia(db, image.publicId);
    expect(readMedia(db, image.publicId)).toBeNull();
    expect((await compile(html(`<img src="media:${image.publicId}">`))).problems[0]?.message).toMatch(/no longer in the library/);
  });

  it('are refused when they are something else under the name of an image', () => {
    expect(() => addMedia(db, { fileName: 'a.png', data: Buffer.from('<svg onload=alert(1)>'), now: 1 })).toThrow(/not a PNG/);
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
