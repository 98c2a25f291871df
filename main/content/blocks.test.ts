import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brandKit } from '#shared/content/brand-kit.ts';
import { withoutMarks } from '#shared/content/countdown-mark.ts';
import { type BlockKind, type BlocksDocument, blockDefinitions, document as documentShape } from '#shared/content/document.ts';
import { frameOf } from '#shared/content/frame.ts';
import { hideFromOutlook } from '#shared/content/outlook.ts';
import { arbitraryDocument } from '#shared/content/testing.ts';
import { toMjml } from '#shared/content/to-mjml.ts';
import { toText } from '#shared/content/to-text.ts';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { changeBrand, compileContent, convertDocument, createBrand, createRenderer, requireBrand, tryRender } from './content.ts';
import { everyKind, wholePage } from './fixtures/designs.ts';

let db: WriteDb;
let close: () => void;
beforeAll(async () => ({ db, close } = await workspaceDb()));
afterAll(() => close());

// The keys of our own dictionary, which Object.keys gives back as plain strings.
const kinds = Object.keys(blockDefinitions) as BlockKind[];
const page = (...blocks: unknown[]): BlocksDocument =>
  documentShape.parse({
    version: 1,
    kind: 'blocks',
    style: { language: 'en' },
    blocks: blocks.map((block, index) => ({ id: `x${index}`, ...(block as object) })),
  }) as BlocksDocument;
const compile = (made: BlocksDocument) => compileContent(db, { document: made, subject: '', preheader: '', brand: null });
const heading = (text: string, more: object = {}) => ({ kind: 'heading', props: { text }, ...more });
const addresses = {
  unsubscribeUrl: 'https://l.example/u/a',
  preferencesUrl: 'https://l.example/p/a',
  viewUrl: 'https://l.example/v/a',
};

describe('the HTML that is sent', () => {
  it.each(kinds)('of a block of the kind %s is as it was looked at', async (kind) => {
    const { html, text, problems } = await compile(page(everyKind[kind]));
    expect(problems).toEqual([]);
    await expect(bodyOf(html)).toMatchFileSnapshot(`fixtures/blocks/${kind}.html`);
    await expect(`${text}\n`).toMatchFileSnapshot(`fixtures/blocks/${kind}.txt`);
  });

  it('of a whole page is as it was looked at, from its first sign to its last', async () => {
    const { html, text, problems } = await compile(wholePage());
    expect(problems).toEqual([]);
    await expect(html).toMatchFileSnapshot('fixtures/page.html');
    await expect(`${text}\n`).toMatchFileSnapshot('fixtures/page.txt');
  });
});

describe('Outlook', () => {
  const conditions = (html: string) => html.match(/<!--\[if[^\]]*\]>(<!-->)?|<!\[endif\]-->|<!--<!\[endif\]-->/g) ?? [];

  it('reads no condition inside of another, whatever the design', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDocument(), async (made) => {
        const { html } = await compile(made);
        expect(html).not.toMatch(/<\/?outlook-shows/);
        const found = conditions(html);
        expect(found.map((sign) => sign.includes('[if'))).toEqual(found.map((_, at) => at % 2 === 0));
      }),
      { numRuns: 40 },
    );
  });

  it('draws a button with round corners, and takes the table where it cannot know its width', async () => {
    const button = (props: object) => ({ kind: 'button', props: { label: 'Reserve', href: 'https://a.example/', ...props } });
    expect((await compile(page(button({ radius: 8 })))).html).toMatch(/<v:roundrect [^>]*arcsize="18%"/);
    expect((await compile(page(button({ radius: 8, label: 'For {{ contact.first_name }}' })))).html).not.toContain('<v:round');
    expect((await compile(page(button({ radius: 0 })))).html).not.toContain('<v:round');
  });

  it('gets a drawn ground for a picture behind a section, and a table for columns', async () => {
    const { html } = await compile(page(everyKind.section, everyKind.columns));
    expect(html).toMatch(/<v:(rect|image)[^>]*>[\s\S]*<v:fill [^>]*src="https:\/\/pictures\.example\/oven\.jpg"/);
    expect(html).toMatch(/<!--\[if mso \| IE\]><table role="presentation"[^>]*><tr><td[^>]*width:\d/);
  });

  it('gets the frame around a block as the edge of a cell, and pictures that fit within it', async () => {
    const box = { border: { width: 3, style: 'dashed', color: '#b93a1a' }, corners: 8, around: { vertical: 12, horizontal: 20 } };
    const { html, problems } = await compile(
      page(
        { kind: 'text', props: { html: '<p>Framed</p>', fill: '#faf6ee', box } },
        { ...everyKind.video, props: { ...everyKind.video.props, padding: { horizontal: 10 }, box } },
        {
          kind: 'columns',
          props: {
            gap: 20,
            cellBorder: { width: 1 },
            columns: [[{ id: 'in', kind: 'video', props: { ...everyKind.video.props, padding: { horizontal: 0 }, box } }], []],
          },
        },
      ),
    );
    expect(problems).toEqual([]);
    expect(html).toMatch(
      /<td class="b-x0" style="padding:12px 20px 12px 20px">[\s\S]*?<td bgcolor="#faf6ee" style="border:3px dashed #b93a1a;border-radius:8px;overflow:hidden;background-color:#faf6ee">[\s\S]*?Framed/,
    );
    // 600 less twice 20 around, 3 of border and 10 inside; half of it less 20 between, 2 of the column's border, and the box.
    expect([...html.matchAll(/<img\s[^>]*\bwidth="(\d+)"/g)].map(([, width]) => width)).toEqual(['534', '232']);
    expect((await compile(page({ kind: 'text', props: { html: '<p>a</p>', box: {} } }))).html).not.toContain('separate');
  });

  it('is not given what phones alone show', async () => {
    const { html, text } = await compile(
      page(heading('On phones', { only: 'phone' }), heading('On computers', { only: 'computer' })),
    );
    const [, hidden = ''] = /<!--\[if !mso\]><!-->([\s\S]*?)<!--<!\[endif\]-->/.exec(bodyOf(html)) ?? [];
    expect(hidden).toContain('On phones');
    expect(html.replace(hidden, '')).not.toContain('On phones');
    expect(html).toContain('@media only screen and (max-width:479px){.only-computer{display:none!important}}');
    expect(text).toBe('On computers');
  });

  it('is not given it either where the design goes on as MJML', async () => {
    const made = page(heading('On phones', { only: 'phone' }), heading('On both'));
    const mjml = toMjml(made, { frame: frameOf(null, null, '2026-12-20'), language: 'en', subject: '', preheader: '' });
    const document = { version: 1, kind: 'mjml', mjml } as const;
    const { html, problems } = await compileContent(db, { document, subject: '', preheader: '', brand: null });
    expect(problems).toEqual([]);
    expect(bodyOf(html)).toMatch(/<!--\[if !mso\]><!-->[\s\S]*On phones[\s\S]*<!--<!\[endif\]-->[\s\S]*On both/);
  });

  it('takes out its own conditions within what it must not see', () => {
    const inner = '<!--[if mso | IE]><tr><![endif]-->a<!--[if !mso]><!-->b<!--<![endif]--><!--[if mso]></tr><![endif]-->';
    expect(hideFromOutlook(`<outlook-shows-not></outlook-shows-not>${inner}<outlook-shows-again></outlook-shows-again>`)).toBe(
      '<!--[if !mso]><!-->ab<!--<![endif]-->',
    );
  });
});

describe('a countdown', () => {
  const props = {
    until: '2026-12-24',
    days: "days' wait for {{ contact.first_name }}",
    oneDay: 'day & night',
    over: '<Over> %}',
  };

  it('says what holds on the day on which a message is filled, in a send that goes on over midnight too', async () => {
    const made = await compile(page({ kind: 'countdown', props }, heading('Bread')));
    expect(made.problems).toEqual([]);
    let today = '2026-12-22';
    const render = createRenderer(made, { today: () => today });
    const filled = () => {
      const { html, text } = render({ email: 'a@b.example', firstName: 'Ann', lastName: '', fields: {} }, addresses);
      expect(html + text).not.toContain('countdown');
      return [/<p style="margin:0">([^<]*)<\/p>/.exec(html)?.[1], text.split('\n')[0]];
    };
    expect(filled()).toEqual(['2 days&#39; wait for Ann', "2 days' wait for Ann"]);
    today = '2026-12-23';
    expect(filled()).toEqual(['1 day &amp; night', '1 day & night']);
    today = '2026-12-24';
    expect(filled()[1]).toBe('Today is the last day');
    today = '2027-01-01';
    expect(filled()).toEqual(['&lt;Over&gt; %}', '<Over> %}']);
  });

  it('counts for a message as it did for its preview, and says today’s words where it goes on in another way', async () => {
    const document = page({ kind: 'countdown', props: { until: '2020-01-01', over: 'It is over' } });
    const made = await compile(document);
    const person = { email: 'a@b.example', firstName: '', lastName: '', fields: {} };
    expect(tryRender(made, { person, addresses, when: [] }).filled).toEqual(createRenderer(made)(person, addresses));
    for (const to of ['html', 'mjml', 'markdown', 'plain'] as const) {
      const other = JSON.stringify(await convertDocument(document, to, null));
      expect(other).toContain('It is over');
      expect(other).not.toContain('countdown');
    }
  });
});

describe('a block that only some see', () => {
  const when = {
    label: 'VIPs',
    rule: { kind: 'group', match: 'all', rules: [{ kind: 'tag', tagId: 'a1b2c3d4e5f6a7b8', has: true }] },
  };

  it('is in the message of these alone, wherever it stands', async () => {
    const section = {
      kind: 'section',
      props: {
        blocks: [
          { id: 'in', ...heading('Deep', { when }) },
          { id: 'by', ...heading('Beside') },
        ],
      },
    };
    const fill = createRenderer(await compile(page(heading('For VIPs', { when }), section, heading('For all'))));
    const [theirs, others] = [true, false].map((yes) => fill(null, addresses, [yes]));
    for (const part of ['html', 'text'] as const) {
      expect(theirs?.[part]).toMatch(/For VIPs[\s\S]*Deep[\s\S]*Beside[\s\S]*For all/);
      expect(others?.[part]).not.toMatch(/For VIPs|Deep/);
      expect(others?.[part]).toMatch(/Beside[\s\S]*For all/);
    }
    expect(others?.text).toBe('Beside\n\nFor all');
  });
});

describe('the look of a brand', () => {
  const kit = brandKit.parse({
    logo: 'https://pictures.example/logo.png',
    headingFont: 'serif',
    textFont: 'verdana',
    headingColor: '#112233',
    linkColor: '#004488',
    button: { radius: 20, look: 'outline' },
  });

  it('holds wherever page and blocks say nothing, and nowhere else', async () => {
    const { publicId } = createBrand(db, { name: 'Hearth', now: 1 });
    const brand = changeBrand(db, { id: publicId, kit, now: 2 });
    expect(requireBrand(db, publicId).kit).toEqual(kit);
    const blocks = [
      heading('Silent'),
      { kind: 'heading', props: { text: 'Own', color: '#00aa00' } },
      { kind: 'logo', props: {} },
      { kind: 'button', props: { label: 'A', href: 'https://a.example/' } },
      { kind: 'button', props: { label: 'B', href: 'https://a.example/', look: 'filled', radius: 2, background: '#aa0000' } },
    ];
    const { html } = await compileContent(db, { document: page(...blocks), subject: '', preheader: '', brand });
    expect(html).toMatch(/Georgia[^>]*color:#112233[^>]*><h2[^>]*>Silent/);
    expect(html).toMatch(/color:#00aa00[^>]*><h2[^>]*>Own/);
    expect(html).toContain('src="https://pictures.example/logo.png"');
    expect(html).toContain('alt="Hearth"');
    expect(html).toMatch(/border-radius:20px/);
    expect(html).toMatch(/bgcolor="#aa0000"[^>]*border-radius:2px/);
    expect(html).toContain('a{color:#004488}');
  });

  it('gives way to what the page says', () => {
    const style = page().style;
    const brand = { name: '', postalAddress: '', colors: { accent: '#111111', text: '#222222', background: '#333333' }, kit };
    expect(frameOf({ ...style, fontFamily: 'mono', textColor: '#999999' }, brand, '')).toMatchObject({
      fontFamily: expect.stringContaining('Menlo'),
      headingFamily: expect.stringContaining('Menlo'),
      textColor: '#999999',
      headingColor: '#999999',
    });
  });
});

it('a countdown tells the days that are left on the day of sending', () => {
  const at = (until: string) =>
    withoutMarks(toText(page({ kind: 'countdown', props: { until } }), frameOf(null, null, '2026-12-20')));
  expect(['2026-12-24', '2026-12-21', '2026-12-20', '2026-12-19', ''].map(at)).toEqual([
    '4 days left',
    '1 day left',
    'Today is the last day',
    'This is over',
    '… days left',
  ]);
});

it('columns come in the order of reading, and turned on phones alone', () => {
  const columns = {
    kind: 'columns',
    props: { reverse: true, columns: [[{ id: 'l', ...heading('Left') }], [{ id: 'r', ...heading('Right') }]] },
  };
  const frame = frameOf(null, null, '2026-12-20');
  const mjml = toMjml(page(columns), { frame, language: 'en', subject: '', preheader: '' });
  expect(mjml).toMatch(/direction="rtl"[\s\S]*Right[\s\S]*Left/);
  expect(toText(page(columns), frame)).toBe('Left\n\nRight');
});

/** The part of a message that its blocks make. */
const bodyOf = (html: string) => html.slice(html.indexOf('<body'), html.indexOf('</body>') + 7);
