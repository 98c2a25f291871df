import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { compileContent, importDesign, listMedia } from '../content.ts';

let db: WriteDb;
let close: () => void;
beforeAll(async () => ({ db, close } = await workspaceDb()));
afterAll(() => close());

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const take = (fileName: string, data: string | Buffer) =>
  importDesign(db, { fileName, data: Buffer.from(data), now: Date.now() });

async function zipOf(files: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, data] of Object.entries(files)) zip.addBuffer(Buffer.from(data), path);
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

describe('a design from elsewhere', () => {
  it('comes from a zip with its pictures, which are in the message afterwards', async () => {
    const html = `<html><head><title>Spring</title><link rel="stylesheet" href="css/a.css"></head><body background="img/back.png"><img src="img/a%20b.png" alt="A"><img src='img/gone.png' alt=""><td style="background:url('./img/back.png')">x</td><img src="https://cdn.example/c.png"></body></html>`;
    const before = listMedia(db).length;
    const found = await take(
      'spring.zip',
      await zipOf({
        'out/index.html': html,
        'out/img/a b.png': PIXEL,
        'out/img/back.png': PIXEL,
        '__MACOSX/out/._index.html': 'x',
        'out/notes.txt': 'x',
        'out/css/a.css': 'h1{color:red}',
      }),
    );
    expect(found).toMatchObject({ name: 'Spring', images: 2, document: { kind: 'html' } });
    expect(found.notes).toEqual([expect.stringContaining('gone.png'), expect.stringContaining('fetched from the web')]);
    expect(listMedia(db)).toHaveLength(before + 2);
    const { inline, html: sent } = await compileContent(db, {
      document: found.document,
      subject: '',
      preheader: '',
      brand: null,
    });
    expect(sent).toContain('<style>h1{color:red}</style>');
    expect(inline.length).toBeGreaterThanOrEqual(2);
    expect(sent).toMatch(/<img alt="A" src="cid:[a-z0-9]+@letterpress"/);
  });

  it('is MJML, Markdown, HTML or words, as it shows', async () => {
    expect((await take('a.mjml', '<mjml><mj-body></mj-body></mjml>')).document.kind).toBe('mjml');
    expect((await take('a.md', '# Hello')).document).toMatchObject({ kind: 'markdown', markdown: '# Hello' });
    expect((await take('letter.txt', 'Hello')).document).toMatchObject({ kind: 'plain', text: 'Hello' });
    expect((await take('a.html', Buffer.from('<p>Gr\xfc\xdfe</p>', 'latin1'))).document).toMatchObject({ html: '<p>Grüße</p>' });
    expect((await take('a.html', `<img src="data:image/png;base64,${PIXEL.toString('base64')}" alt="x"><p>y</p>`)).images).toBe(
      1,
    );
  });

  it('that is none is refused with a reason', async () => {
    await expect(take('a.html', '')).rejects.toThrow('empty');
    await expect(take('a.html', 'just words')).rejects.toThrow('holds no design');
    await expect(take('a.exe', Buffer.from([77, 90, 0, 0, 1]))).rejects.toThrow('no text file');
    await expect(take('a.zip', Buffer.from('PK\u0003\u0004broken'))).rejects.toThrow('cannot be read');
    await expect(take('a.zip', await zipOf({ 'a.png': PIXEL }))).rejects.toThrow('no HTML');
    await expect(take('a.html', Buffer.alloc(21 * 1024 * 1024, 32))).rejects.toThrow('20 MB');
  });

  it('cannot lead out of its zip, nor be more than it says', async () => {
    const good = await zipOf({ 'aa/index.html': '<p>x</p>' });
    const evil = Buffer.from(good.toString('latin1').replaceAll('aa/index.html', '../index.html'), 'latin1');
    await expect(take('evil.zip', evil)).rejects.toThrow('cannot be read');
    const bomb = await zipOf({ 'index.html': `<p>${'a'.repeat(70_000_000)}</p>` });
    expect(bomb.length).toBeLessThan(200_000);
    await expect(take('bomb.zip', bomb)).rejects.toThrow('60 MB');
    const outside = await take('a.zip', await zipOf({ 'index.html': '<img src="../../../etc/passwd"><p>x</p>' }));
    expect(outside).toMatchObject({ images: 0, notes: [expect.stringContaining('not in the file')] });
  });
});
