import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { builtInTemplates } from '../built-in-templates.ts';
import { changeBrand, checkContent, compileContent, createBrand, createRenderer, requireBrand } from '../content.ts';

let db: WriteDb;
let close: () => void;
let brandId: string;
beforeAll(async () => {
  ({ db, close } = await workspaceDb());
  brandId = createBrand(db, { name: 'Mill Bakery', postalAddress: '3 Mill Lane\nOdense', now: 1 }).publicId;
});
afterAll(() => close());

const compile = (document: ReturnType<typeof builtInTemplates>[number]['document']) =>
  compileContent(db, { document, subject: 'Hello', preheader: 'Something', brand: requireBrand(db, brandId) });

it('there are at least twelve ready-made designs, each with its own name', () => {
  const templates = builtInTemplates();
  expect(templates.length).toBeGreaterThanOrEqual(12);
  expect(new Set(templates.map(({ name }) => name)).size).toBe(templates.length);
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
});

describe.each(builtInTemplates())('the design “$name”', ({ document }) => {
  it('compiles without a fault and is far from where Gmail cuts a message', async () => {
    const compiled = await compile(document);
    expect(compiled.problems).toEqual([]);
    expect(Buffer.byteLength(compiled.html)).toBeLessThan(60 * 1024);
  });

  it('has one title, headings in order, contrast, and nothing else to stumble over but links that are to be filled in', async () => {
    const compiled = await compile(document);
    const found = checkContent(document, compiled).filter(({ what }) => what !== 'no-link');
    expect(found.map(({ what, detail, blockId }) => [what, detail, blockId])).toEqual([]);
    const levels = [...compiled.html.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1).length).toBeLessThanOrEqual(1);
    expect(levels[0] ?? 1).toBe(1);
    for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 1) + 1);
  });

  it('can be left, says from where it comes, and reads well as words alone', async () => {
    const filled = createRenderer(await compile(document))(null, {
      unsubscribeUrl: 'https://l.example/u',
      preferencesUrl: '',
      viewUrl: '',
    });
    for (const part of [filled.html, filled.text]) {
      expect(part).toContain('https://l.example/u');
      expect(part).toContain('Mill Bakery, 3 Mill Lane, Odense');
    }
    expect(filled.text).not.toMatch(/\{\{|undefined|\[object/);
    expect(filled.text.length).toBeGreaterThan(300);
  });

  it('loads nothing from the web', async () => {
    expect((await compile(document)).html).not.toMatch(/<img|<link|@import|url\(/);
  });

  it('stays legible with the colours of another brand', async () => {
    const other = createBrand(db, { name: 'Night', postalAddress: '1 A Street', now: 1 }).publicId;
    changeBrand(db, { id: other, colors: { accent: '#ffe14d', text: '#111111', background: '#000000' }, now: 2 });
    const compiled = await compileContent(db, { document, subject: '', preheader: '', brand: requireBrand(db, other) });
    expect(checkContent(document, compiled).filter(({ what }) => what === 'contrast')).toEqual([]);
  });
});
