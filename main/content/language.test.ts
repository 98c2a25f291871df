import { afterEach, beforeEach, expect, it } from 'vitest';
import { document } from '#shared/content/document.ts';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { compileContent } from './content.ts';

let db: WriteDb;
let close: () => void;
beforeEach(async () => ({ db, close } = await workspaceDb()));
afterEach(() => close());

const design = (language: string) => document.parse({ version: 1, kind: 'blocks', style: { language }, blocks: [] });
const openingOf = async (language: string) => {
  const { html } = await compileContent(db, { document: design(language), subject: '', preheader: '', brand: null });
  return /<html[^>]*>/.exec(html)?.[0] ?? '';
};

it('a message says in which language it is, and which way that is read', async () => {
  expect(await openingOf('de')).toMatch(/\blang="de"/);
  expect(await openingOf('pt-BR')).toMatch(/\blang="pt-BR"/);
  const arabic = await openingOf('ar');
  expect(arabic).toMatch(/\blang="ar"/);
  expect(arabic).toMatch(/\bdir="rtl"/);
  expect(await openingOf('')).toMatch(/\blang="[a-z]{2,3}"/);
});

it('a language is no way to write HTML', () => {
  expect(() => design('en"><script>')).toThrow();
});
