import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWords } from '#shared/content/checks.ts';
import { type Document, document as shape } from '#shared/content/document.ts';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { checkContent } from './check.ts';
import { compileContent } from './compile.ts';
import { linkFault } from './link-check.ts';
import { listTemplates } from './templates.ts';

let db: WriteDb;
let close: () => void;
beforeAll(async () => {
  ({ db, close } = await workspaceDb());
});
afterAll(() => close());

async function found(document: Document, { subject = 'Bread', preheader = 'From Friday' } = {}) {
  const compiled = await compileContent(db, { document, subject, preheader, brand: null });
  return checkContent(document, compiled);
}
const kindsOf = async (...asked: Parameters<typeof found>) => (await found(...asked)).map(({ what }) => what);

const html = (body: string): Document => ({
  version: 1,
  kind: 'html',
  html: `${body}<p>Enough words to be read without any picture.</p><a href="{{ unsubscribe_url }}">Leave</a>`,
  text: '',
});
const blocks = (...list: object[]): Document =>
  shape.parse({
    version: 1,
    kind: 'blocks',
    blocks: [
      ...list,
      { id: 'words', kind: 'text', props: { html: '<p>Enough words to be read without any picture at all.</p>' } },
      { id: 'foot', kind: 'footer', props: { unsubscribe: 'Unsubscribe' } },
    ],
  });

describe('links', () => {
  it.each([
    ['https://hearth.example/bread?a=1#x', null],
    ['https://user@hearth.example:8443/', null],
    ['https://bücher.example/', null],
    ['mailto:a@b.example?subject=x', null],
    ['tel:+43 660 123', null],
    ['{{ unsubscribe_url }}', null],
    ['https://hearth.example/{{ contact.email }}', null],
    ['#top', null],
    ['', 'no-link'],
    ['https://', 'no-link'],
    ['https:/hearth.example', 'bad-link'],
    ['https://hearth', 'bad-link'],
    ['https://hearth.example/a b', 'bad-link'],
    ['https://hearth..example', 'bad-link'],
    ['mailto:nobody', 'bad-link'],
    ['http://localhost:3000/', 'private-link'],
    ['http://192.168.1.7/', 'private-link'],
    ['http://172.20.0.1/', 'private-link'],
    ['http://172.40.0.1/', null],
    ['http://[::1]/', 'private-link'],
    ['http://nas.local/', 'private-link'],
    ['file:///C:/bread.html', 'private-link'],
    ['https://bit.ly/x', 'short-link'],
  ])('%s', (href, what) => expect(linkFault(href, 'here')?.what ?? null).toBe(what));

  it('say where they lead, or nothing of it', () => {
    expect(linkFault('https://evil.example/', 'www.bank.example')).toMatchObject({ what: 'other-link' });
    expect(linkFault('https://shop.bank.example/a', 'bank.example')).toBeNull();
    expect(linkFault('https://bank.example/', 'Our bank')).toBeNull();
  });
});

describe('a design', () => {
  it('that is in order has nothing to mend', async () => {
    expect(await kindsOf(blocks({ id: 'h', kind: 'heading', props: { text: 'Bread' } }))).toEqual([]);
  });

  it('says which block is hard to read, leads nowhere or is not described', async () => {
    const document = blocks(
      { id: 'pale', kind: 'text', props: { html: '<p><span style="color:#cccccc">faint</span></p>' } },
      { id: 'away', kind: 'text', props: { html: '<p><a href="http://10.0.0.7/x">in the shop</a></p>' } },
      { id: 'press', kind: 'button', props: { label: 'Buy', href: '' } },
      { id: 'loaf', kind: 'image', props: { src: 'https://hearth.example/loaf.png', alt: '' } },
      { id: 'file', kind: 'image', props: { src: 'https://hearth.example/loaf.png', alt: 'IMG_2041.png' } },
      {
        id: 'row',
        kind: 'columns',
        props: { columns: [[{ id: 'in', kind: 'text', props: { html: '<p><a href="https://b">x</a></p>' } }], []] },
      },
    );
    const where = (await found(document)).map(({ what, blockId }) => `${what} ${blockId}`);
    expect(where.sort()).toEqual(
      ['contrast pale', 'private-link away', 'no-link press', 'no-alt loaf', 'file-alt file', 'bad-link in'].sort(),
    );
  });

  it('is judged by what is behind its words, and not where that is a picture', async () => {
    const on = (style: string) => html(`<table><tr><td style="${style}"><p style="color:#eeeeee">Words</p></td></tr></table>`);
    expect(await kindsOf(on('background-color:#222222'))).not.toContain('contrast');
    expect(await kindsOf(on('background-color:#dddddd'))).toContain('contrast');
    expect(await kindsOf(on('background:url(https://x.example/a.png)'))).not.toContain('contrast');
  });

  it('written as HTML is judged alike, and says what stands at the spot', async () => {
    const all = await found(
      html(
        '<h1>A</h1><h3>B</h3><img src="https://x.example/a.png"><img src="https://x.example/b.png" alt=""><div style="display:flex"><a href="http://localhost/">x</a></div>',
      ),
    );
    expect(all).toContainEqual(expect.objectContaining({ what: 'private-link', find: 'http://localhost/' }));
    expect(all).toContainEqual(expect.objectContaining({ what: 'no-alt', find: 'https://x.example/a.png' }));
    expect(all).toContainEqual(expect.objectContaining({ what: 'heading-order', detail: '1 to 3' }));
    expect(all).toContainEqual(expect.objectContaining({ what: 'unsupported', clients: ['outlook-windows', 'yahoo'] }));
    // An empty description is how HTML says that there is nothing to describe.
    expect(all.filter(({ what }) => what === 'no-alt')).toHaveLength(1);
  });

  it('with little but pictures, without a way out, or too large is told', async () => {
    const only: Document = { version: 1, kind: 'html', html: '<img src="https://x.example/a.png" alt="Sale">', text: '' };
    expect(await kindsOf(only)).toEqual(expect.arrayContaining(['no-unsubscribe', 'mostly-images']));
    expect(await kindsOf(html(`<p>${'word '.repeat(25_000)}</p>`))).toContain('too-large');
  });

  it.each([
    ['BREAD IS BACK TODAY', 'loud-subject'],
    ['Bread!!!', 'loud-subject'],
    ['Re: your order', 'false-reply'],
  ])('with the subject %s is told so', async (subject, what) => {
    expect(await kindsOf(html('<p>Hello</p>'), { subject })).toContain(what);
  });

  it('with an ordinary subject is not', async () => {
    for (const subject of [
      'Rye, spelt & the plaited one!',
      'DE: Brot',
      'Обычный хлеб снова в продаже',
      'パンが戻ってきました',
      '',
    ])
      expect(await kindsOf(html('<p>Hello</p>'), { subject })).toEqual([]);
  });

  it('that we give as a template has nothing graver to mend than what a person has to fill in', async () => {
    for (const { name, document } of listTemplates(db)) {
      const toFill = ['no-image', 'no-link', 'no-address', 'no-alt'];
      const wrong = (await found(document)).filter((one) => checkWords(one).level !== 'hint' && !toFill.includes(one.what));
      expect(wrong, name).toEqual([]);
    }
  });
});
