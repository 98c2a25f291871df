import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BlockKind, type BlocksDocument, blockDefinitions, document } from '#shared/content/document.ts';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { cleanDocument, compileContent, createRenderer } from './content.ts';
import { dangers } from './testing.ts';

let db: WriteDb;
let close: () => void;
beforeAll(async () => ({ db, close } = await workspaceDb()));
afterAll(() => close());

const addresses = {
  unsubscribeUrl: 'https://l.example/u/a',
  preferencesUrl: 'https://l.example/p/a',
  viewUrl: 'https://l.example/v/a',
};
const render = async (block: object, subject = '') => {
  const made = document.parse({ version: 1, kind: 'blocks', blocks: [{ id: 'x', ...block }] }) as BlocksDocument;
  const compiled = await compileContent(db, { document: cleanDocument(made), subject, preheader: '', brand: null });
  expect(compiled.problems).toEqual([]);
  return createRenderer(compiled)(null, addresses);
};
const unescaped = (html: string) =>
  html
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

/** The properties of each kind that hold a text which is shown as it was typed. */
const typed: [BlockKind, (words: string) => object][] = [
  ['heading', (text) => ({ text })],
  ['button', (label) => ({ label, href: 'https://a.example/' })],
  ['list', (text) => ({ items: [text], marks: 'ticks' })],
  ['list', (text) => ({ items: [text], marks: 'numbers' })],
  ['quote', (author) => ({ html: '<p>Good.</p>', author })],
  ['table', (text) => ({ rows: [['A'], [text]] })],
  ['image', (caption) => ({ src: 'https://a.example/a.png', alt: caption, caption })],
  ['hero', (title) => ({ title, text: title, label: title })],
  ['logo', (alt) => ({ alt })],
  ['video', (label) => ({ label })],
  ['product', (title) => ({ title, text: title, price: title, label: title })],
  ['menu', (name) => ({ links: [{ name, href: 'https://a.example/' }] })],
  ['social', (name) => ({ links: [{ name, href: 'https://a.example/' }] })],
  ['countdown', (over) => ({ until: '2020-01-01', over })],
  ['footer', (unsubscribe) => ({ unsubscribe })],
];

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</td></tr></table><iframe src="https://evil.example">',
  '<!--[if mso 9]>x',
  '--><script>alert(1)</script>',
  '<![endif]--><script>alert(1)</script>',
  '</mj-text><mj-raw><script>alert(1)</script></mj-raw>',
  '<outlook-shows-again></outlook-shows-again>',
  '&lt;script&gt; & &amp;amp;',
];
const whole = [
  'שלום עולם, מחר אופים',
  'مرحبا بالعالم',
  '\u202eturned\u202c back',
  'zero\u200bwidth\u200d\ufeff joined',
  '👩‍🍳🏳️‍🌈 Grüße, 你好, पाव',
  'e\u0301 and é',
  'a'.repeat(1_500),
];

describe.each(typed)('what is typed into a %s', (kind, props) => {
  it.each([...hostile, ...whole])('is harmless and comes out as it was: %s', async (words) => {
    const { html } = await render({ kind, props: props(words) });
    expect(dangers(html)).toEqual([]);
    expect(unescaped(html).replace(/\s+/g, ' ')).toContain(words.replace(/\s+/g, ' '));
    if (/[<>]/.test(words)) expect(html).not.toContain(words);
  });
});

it('any text of any block comes out as it was typed, in the HTML escaped and in the plain text as it is', async () => {
  const words = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter((text) => !/[{}\p{Cc}]/u.test(text) && text.trim() === text);
  await fc.assert(
    fc.asyncProperty(words, fc.constantFrom(...typed), async (text, [kind, props]) => {
      const { html } = await render({ kind, props: props(text) });
      expect(unescaped(html).replace(/\s+/g, ' ')).toContain(text.replace(/\s+/g, ' '));
      expect(dangers(html)).toEqual([]);
    }),
    { numRuns: 120 },
  );
});

const links = [
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>1</script>',
  'vbscript:x',
];
const leading: [BlockKind, (href: string) => object][] = [
  ['button', (href) => ({ label: 'Go', href })],
  ['image', (href) => ({ src: 'https://a.example/a.png', href })],
  ['image', (src) => ({ src })],
  ['hero', (href) => ({ src: href, title: 'T', label: 'Go', href })],
  ['logo', (href) => ({ alt: 'L', href })],
  ['video', (href) => ({ src: href, label: 'See', href })],
  ['product', (href) => ({ src: href, title: 'T', label: 'Buy', href })],
  ['menu', (href) => ({ links: [{ name: 'A', href }] })],
  ['social', (href) => ({ links: [{ name: 'A', href }] })],
  ['quote', (portrait) => ({ html: '<p>Q</p>', author: 'A', portrait })],
  ['section', (backgroundImage) => ({ backgroundImage })],
  ['columns', (backgroundImage) => ({ backgroundImage, columns: [[], []] })],
  ['text', (href) => ({ html: `<p><a href="${href}">x</a></p>` })],
  ['html', (href) => ({ html: `<a href="${href}">x</a><img src="${href}">` })],
];
it.each(leading)('a link that is code leads nowhere from a %s', async (kind, props) => {
  for (const link of links) {
    const { html, text } = await render({ kind, props: props(link) });
    expect(dangers(html)).toEqual([]);
    expect(html.replace(/<title>.*<\/title>/, '')).not.toMatch(/(javascript|vbscript|data:text)/i);
    expect(text).not.toMatch(/javascript|vbscript|data:text/i);
  }
});

describe('rich text', () => {
  const rich = async (html: string) => render({ kind: 'text', props: { html } });

  it('that is broken is mended, and what could run is gone', async () => {
    const { html } = await rich(
      '<p>One <b>two <a href="https://a.example/" onclick="x()">three</p></b><script>alert(1)</script><svg onload=x>four',
    );
    expect(dangers(html)).toEqual([]);
    expect(html).toMatch(/One <b>two[\s\S]*three[\s\S]*four/);
    expect(html).not.toContain('alert(1)');
  });

  it('of a megabyte is taken whole, where HTML by hand is meant for it', async () => {
    const started = performance.now();
    const long = '<p>Brot &amp; Rosen</p>'.repeat(20_000);
    const { html } = await render({ kind: 'html', props: { html: long } });
    expect(html.split('Brot &amp; Rosen').length).toBe(20_001);
    expect(performance.now() - started).toBeLessThan(8_000);
  });

  it('of a megabyte in a text is refused in words, and nothing is cut off', () => {
    const block = { id: 'x', kind: 'text', props: { html: 'x'.repeat(1_000_000) } };
    expect(document.safeParse({ version: 1, kind: 'blocks', blocks: [block] }).success).toBe(false);
  });
});

it('every kind is tried here', () => {
  const tried = new Set([...typed, ...leading].map(([kind]) => kind));
  expect(Object.keys(blockDefinitions).filter((kind) => !tried.has(kind as BlockKind))).toEqual(['divider', 'spacer']);
});
