import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Document, type DocumentKind, document as documentShape } from '#shared/content/document.ts';
import { written } from '#shared/content/source.ts';
import { withFooter } from '#shared/content/source-footer.ts';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { checkContent, compileContent, convertDocument, createBrand, createRenderer, requireBrand } from '../content.ts';
import { dangers } from '../testing.ts';
import { markdownBlocks } from './markdown.ts';
import { inlineHtml } from './markdown-parser.ts';
import { markdownFromHtml } from './to-markdown.ts';

let db: WriteDb;
let close: () => void;
beforeAll(async () => ({ db, close } = await workspaceDb()));
afterAll(() => close());

const compile = (document: Document) => compileContent(db, { document, subject: '', preheader: '', brand: null });
const anna = { email: 'anna@example.com', firstName: 'Anna <b>', lastName: 'Lind', fields: {} };
const links = { unsubscribeUrl: 'https://l.example/u/1', preferencesUrl: '', viewUrl: '' };
const sent = async (document: Document) => {
  const compiled = await compile(document);
  return { ...createRenderer(compiled)(anna, links), problems: compiled.problems, findings: checkContent(document, compiled) };
};

describe('Markdown', () => {
  const letter = written(
    'markdown',
    `# Bread for {{ contact.first_name }}

Hello **you**, see *this* and [the shop](https://shop.example/a?b=1&c=2), or
https://other.example/x. A <script>alert(1)</script> is a text. 2 * 3 * 4.

- one
- two
  1. inner
  2. inner two

> Said by
> somebody

**[Order now](https://shop.example/order)**

![A loaf](https://shop.example/loaf.png)

---

| Bread | Price |
|-------|------:|
| Rye   | 4.20  |

[javascript](javascript:alert(1)) \`code <b>\` [leave]({{ unsubscribe_url }})
`.replaceAll('\\`', '`'),
  );

  it('becomes the message in the usual frame, with HTML in it as words', async () => {
    const { html, text, problems } = await sent(letter);
    expect(problems).toEqual([]);
    expect(dangers(html)).toEqual([]);
    expect(html).toContain('Bread for Anna &lt;b&gt;');
    expect(html).toContain('Hello <strong>you</strong>, see <em>this</em> and <a href="https://shop.example/a?b=1&amp;c=2"');
    expect(html).toContain('<a href="https://other.example/x">https://other.example/x</a>.');
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('2 * 3 * 4');
    expect(html).toContain('<ul><li>one</li><li>two<ol><li>inner</li><li>inner two</li></ol></li></ul>');
    expect(html).toContain('<blockquote');
    expect(html).toContain('alt="A loaf"');
    expect(html).toContain('align="right"');
    expect(html).toContain('<code>code &lt;b&gt;</code>');
    expect(html).toContain('<a href="https://l.example/u/1">leave</a>');
    expect(html).not.toContain('javascript:');
    expect(text).toContain('Order now: https://shop.example/order');
    expect(text).toContain('- one');
  });

  it('ends with a footer where nothing in it leads to unsubscribing, and with no second one where something does', async () => {
    const bare = await sent(written('markdown', 'Hello'));
    expect(bare.html).toContain('https://l.example/u/1');
    expect(bare.text).toContain('Unsubscribe: https://l.example/u/1');
    expect(bare.findings).toEqual([]);
    expect((await sent(letter)).html.match(/l\.example\/u\/1/g)).toHaveLength(1);
  });

  it('reads emphasis as people write it', () => {
    const said: [string, string][] = [
      ['**bold *and* both**', '<strong>bold <em>and</em> both</strong>'],
      ['***both***', '<em><strong>both</strong></em>'],
      ['snake_case_name', 'snake_case_name'],
      ['_a_ ~~b~~', '<em>a</em> <s>b</s>'],
      ['\\*no\\*', '*no*'],
      ['a  \nb\\\nc\nd', 'a<br>b<br>c d'],
      ['**open', '**open'],
      ['[a [b] c](x.example)', '<a href="https://x.example">a [b] c</a>'],
      ['{{ a | default: "b*c*" }} *d*', "{{ a | default: 'b*c*' }} <em>d</em>"],
    ];
    for (const [markdown, html] of said) expect(inlineHtml(markdown)).toBe(html);
  });

  it('leads only where a recipient may follow, however the link is written', () => {
    const said: [string, string][] = [
      ['<javascript:alert(1)>', 'javascript:alert(1)'],
      ['![x](javascript:alert(1))', 'x'],
      ['[a](bakery.example/menu?a=1&b=2)', '<a href="https://bakery.example/menu?a=1&amp;b=2">a</a>'],
      [
        'see https://a.example/{{ contact.fields.shop }}.',
        'see <a href="https://a.example/{{ contact.fields.shop }}">https://a.example/{{ contact.fields.shop }}</a>.',
      ],
      ['<https://a.example/"onclick=x>', '<a href="https://a.example/&quot;onclick=x">https://a.example/&quot;onclick=x</a>'],
      ['`{{ a }} &lt;`', '<code>{{ a }} &amp;lt;</code>'],
    ];
    for (const [markdown, html] of said) expect(inlineHtml(markdown)).toBe(html);
  });

  it('is blocks where it can be: titles, buttons, pictures with a link, quotes, code, and links by a name', () => {
    const { blocks } = markdownBlocks(
      '# A *b* {{ c }}\n\n## [linked](x.example)\n\n    set in\n\n[![Loaf](https://a.example/1.png)][shop]\n\n**[Buy *now*][shop]**\n\n> Said\n\n```\n{{ x }} <b>\n```\n\n[shop]: https://shop.example\n',
    );
    expect(
      blocks.map(({ kind, props }) => [
        kind,
        'text' in props ? props.text : 'html' in props ? props.html : 'href' in props ? props.href : '',
      ]),
    ).toEqual([
      ['spacer', ''],
      ['heading', 'A b {{ c }}'],
      ['text', '<h2><a href="https://x.example">linked</a></h2><p>set in</p>'],
      ['image', 'https://shop.example'],
      ['button', 'https://shop.example'],
      ['quote', '<p>Said</p>'],
      ['html', expect.stringContaining('>{{ x }} &lt;b&gt;</pre>')],
      ['footer', expect.anything()],
    ]);
  });

  it('takes no longer for a text made to be slow', () => {
    const began = performance.now();
    for (const piece of ['*a ', '**', '[', '![', '`', '`` ` ', '> ', '- ', '_a', '\\', '<http://', '*a **b '])
      markdownBlocks(piece.repeat(20_000 / piece.length));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('MJML', () => {
  const mjml = (body: string) => written('mjml', `<mjml>\n<mj-body>\n${body}\n</mj-body>\n</mjml>`);

  it('is compiled, cleaned, and fills merge tags', async () => {
    const { html, problems, findings } = await sent(
      mjml(
        '<mj-section><mj-column><mj-text>Hello {{ contact.first_name }}</mj-text><mj-raw><script>alert(1)</script></mj-raw><mj-button href="{{ unsubscribe_url }}">Leave</mj-button></mj-column></mj-section>',
      ),
    );
    expect(problems).toEqual([]);
    expect(findings).toEqual([]);
    expect(dangers(html)).toEqual([]);
    expect(html).toContain('Hello Anna &lt;b&gt;');
    expect(html).toContain('<!--[if mso');
    expect(html).toContain('href="https://l.example/u/1"');
  });

  it('reads no file, and says so with the line', async () => {
    const { html, problems } = await sent(
      mjml('<mj-include path="/etc/passwd" />\n<mj-include path="./package.json" type="html" />'),
    );
    expect(html).not.toMatch(/root:|letterpress/);
    expect(problems.map(({ line, message }) => [line, message.slice(0, 24)])).toEqual([
      [3, 'Other files are not read'],
      [4, 'Other files are not read'],
    ]);
  });

  it('tells what is wrong by its line', async () => {
    const wrong = await sent(mjml('<mj-section>\n<mj-colum><mj-text colour="red">a</mj-text></mj-colum>\n</mj-section>'));
    expect(wrong.problems.map(({ line }) => line)).toEqual(expect.arrayContaining([4]));
    expect((await sent(mjml('<mj-section>\n<mj-column>\n</mj-section>'))).problems).toContainEqual(
      expect.objectContaining({ line: 4, message: '<mj-column> is never closed.' }),
    );
    expect((await compile(mjml('<mj-section>\n{{ contact.first_name'))).problems).toContainEqual(
      expect.objectContaining({ line: 4, message: expect.stringContaining('merge tag') }),
    );
  });

  it('that is none is told of in words', async () => {
    expect((await sent(written('mjml', 'Hello'))).problems[0]?.message).toMatch(/MJML/);
  });
});

describe('plain text', () => {
  it('is sent as it is, with the way out below, and as the least HTML that shows the same', async () => {
    const { text, html, findings } = await sent(
      written('plain', 'Hello {{ contact.first_name }},\n\n* see https://a.example/*b\n<b>no</b>\n'),
    );
    expect(text).toBe('Hello Anna <b>,\n\n* see https://a.example/*b\n<b>no</b>\n\n-- \nUnsubscribe: https://l.example/u/1');
    expect(html).toContain(
      '<p>Hello Anna &lt;b&gt;,</p><p>* see <a href="https://a.example/*b">https://a.example/*b</a><br>&lt;b&gt;no&lt;/b&gt;</p>',
    );
    expect(html).toContain('<a href="https://l.example/u/1"');
    expect(findings).toEqual([]);
  });
});

describe('HTML', () => {
  it('that does not close what it opens is told of by its line', async () => {
    const { problems } = await compile(written('html', '<div>\n<p>a<br>\n<b>c\n</div>\n</section>\n<!-- <u> -->'));
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '3 <b> is never closed.',
      '5 </section> ends what was never begun.',
    ]);
  });
});

describe('a message that lacks its end', () => {
  const lack = { unsubscribe: true, address: true };
  const mjml =
    '<mjml>\n  <mj-body>\n    <mj-section><mj-column><mj-text>Hello there</mj-text></mj-column></mj-section>\n  </mj-body>\n</mjml>';
  const address = 'Mill Lane 1\nVienna';

  it.each([
    written('html', '<html><body>\n  <p>Hello there</p>\n</body></html>', 'Hello'),
    written('html', '<p>Hello there</p>'),
    written('mjml', mjml),
    written('markdown', 'Hello <!-- unsubscribe_url -->'),
    written('plain', 'Hello (unsubscribe_url)'),
  ])('is told so, and gets what is missing at the right place: $kind', async (document) => {
    const { publicId } = createBrand(db, { name: `Mill ${JSON.stringify(document).length}`, now: 1 });
    const brand = requireBrand(db, publicId);
    const [draft, mended] = [document, withFooter(document, lack)].map((one) => ({
      document: one,
      subject: 'a',
      preheader: 'b',
      brand: { ...brand, postalAddress: address },
    }));
    if (!draft || !mended) throw new Error('unreachable');
    if (document.kind === 'html' || document.kind === 'mjml')
      expect(checkContent(document, await compileContent(db, draft)).map(({ what }) => what)).toEqual(
        expect.arrayContaining(['no-unsubscribe', 'no-address']),
      );
    const compiled = await compileContent(db, mended);
    expect(compiled.problems).toEqual([]);
    const left = checkContent(mended.document, compiled).map(({ what }) => what);
    expect(left).not.toContain('no-unsubscribe');
    expect(left).not.toContain('no-address');
    const { html, text } = createRenderer(compiled)(anna, links);
    expect(html).toMatch(/Hello[\s\S]*Mill Lane 1, Vienna[\s\S]*href="https:\/\/l.example\/u\/1"/);
    expect(text).toMatch(/Hello[\s\S]*https:\/\/l.example\/u\/1/);
  });

  it('is told where its unsubscribe link is not for everybody', async () => {
    const under = async (body: string) =>
      (await sent(written('html', `<p>Hello to all of you out there, once more</p>${body}`))).findings;
    const tag = '<a href="{{ unsubscribe_url }}">Leave</a>';
    expect(await under(`{% if contact.first_name %}${tag}{% endif %}`)).toContainEqual(
      expect.objectContaining({ what: 'some-unsubscribe', find: '{{ unsubscribe_url }}' }),
    );
    for (const body of [tag, `{% if a %}b{% endif %}${tag}`, `{% if a %}${tag}{% else %}<p>or</p>${tag}{% endif %}`])
      expect((await under(body)).map(({ what }) => what)).not.toContain('some-unsubscribe');
  });
});

describe('the line that inboxes show', () => {
  it('leads every message, however it is written, and is seen in none', async () => {
    const mjml = '<mjml><mj-body><mj-section><mj-column><mj-text>a</mj-text></mj-column></mj-section></mj-body></mjml>';
    for (const document of [
      written('html', '<html><body class="x"><p>a</p></body></html>'),
      written('html', '<p>a</p>'),
      written('mjml', mjml),
      written('plain', 'a'),
      written('markdown', 'a'),
    ]) {
      const compiled = await compileContent(db, {
        document,
        subject: '',
        preheader: 'Rye & {{ contact.first_name }}',
        brand: null,
      });
      const { html } = createRenderer(compiled)(anna, links);
      expect(html).toMatch(/display:none[^>]*>\s*Rye &amp; Anna &lt;b&gt;/);
    }
  });
});

describe('writing it another way', () => {
  const kinds: DocumentKind[] = ['blocks', 'html', 'mjml', 'markdown', 'plain'];
  const markdown =
    "# A title\n\nHello {{ contact.first_name | default: 'you' }}, **this** is [a link](https://a.example/x).\n\n- one\n- two\n\n**[Press](https://b.example)**\n";

  it('keeps the words from every way to every other, and makes a design that is valid and sound', async () => {
    const brand = requireBrand(db, createBrand(db, { name: 'Mill', now: 1 }).publicId);
    for (const from of kinds) {
      const begun = await convertDocument(written('markdown', markdown), from, brand);
      for (const to of kinds) {
        const made = documentShape.parse(await convertDocument(begun, to, brand));
        expect(made.kind).toBe(to);
        const { html, text, problems } = await sent(made);
        expect([from, to, problems]).toEqual([from, to, []]);
        expect(html).toContain('A title');
        expect(html).toContain('Hello Anna');
        expect(html).toContain('a.example/x');
        expect(text).toContain('https://b.example');
        expect(html).toContain('https://l.example/u/1');
        expect(dangers(html)).toEqual([]);
      }
    }
  });

  it('leaves nobody out: what only some saw as blocks is for everybody then', async () => {
    const when = { rule: { kind: 'group', match: 'all', rules: [] }, label: 'Regulars' };
    const section = {
      id: 's',
      kind: 'section',
      props: { blocks: [{ id: 't', kind: 'text', props: { html: '<p>Secret</p>' } }] },
      when,
    };
    const document = documentShape.parse({ version: 1, kind: 'blocks', style: {}, blocks: [section] });
    for (const to of ['html', 'mjml', 'markdown', 'plain'] as const) {
      const made = await convertDocument(document, to, null);
      expect(JSON.stringify(made)).not.toContain('when[');
      expect((await sent(made)).html).toContain('Secret');
    }
  });

  it('reads its own Markdown again as it was', async () => {
    const signs = '<p>a ~~b~~ &amp;amp; *c* [d] \\e &lt;f&gt; AT&amp;T</p>';
    const [, again] = markdownBlocks(markdownFromHtml(signs)).blocks;
    expect(again).toMatchObject({ kind: 'text', props: { html: signs } });
    const blocks = await convertDocument(written('markdown', markdown), 'blocks', null);
    expect(await convertDocument(blocks, 'markdown', null)).toEqual(written('markdown', markdown));
    expect(markdownFromHtml('<p>a <strong>b</strong> <a href="{{ unsubscribe_url }}">c*</a></p><ol><li>d</li></ol>')).toBe(
      'a **b** [c\\*]({{ unsubscribe_url }})\n\n1. d',
    );
  });
});
