import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type BlocksDocument, document } from '#shared/content/document.ts';
import { arbitraryDocument } from '#shared/content/testing.ts';
import { toMjml } from '#shared/content/to-mjml.ts';
import { cleanDocument } from './clean-document.ts';
import { frameOf } from './compile.ts';
import { piecedHtml, wholeHtml } from './mjml-pieces.ts';
import { mjmlTree } from './mjml-tree.ts';

const mjmlFor = (made: BlocksDocument) =>
  toMjml(cleanDocument(made), { frame: frameOf(made, null), language: 'en', subject: 'Bread', preheader: 'is back' });
/** As it is sent: without the indentation. */
const tidy = ({ html }: { html: string }) => html.replace(/\s*\n\s*/g, '\n').trim();

it('is to the letter what MJML makes of the whole, however a design came about', async () => {
  let pieced = 0;
  let all = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryDocument(), fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), async (made, at) => {
      let now = made;
      for (const [index, from] of at.entries()) {
        const mjml = mjmlFor(now);
        all++;
        if (mjmlTree(mjml)) pieced++;
        expect(tidy(await piecedHtml(mjml))).toBe(tidy(await wholeHtml(mjml)));
        // A block goes elsewhere, so that what was made for one place is asked for in another.
        const blocks = [...now.blocks];
        const moved = blocks.splice(from % blocks.length, 1);
        now = { ...now, blocks: [...blocks.slice(0, index), ...moved, ...blocks.slice(index)] };
      }
    }),
    { numRuns: 40 },
  );
  expect(pieced).toBeGreaterThan(all * 0.8);
});

const text = (id: string, html: string) => ({ id, kind: 'text', props: { html } });
const design = (...blocks: object[]) => document.parse({ version: 1, kind: 'blocks', blocks }) as BlocksDocument;

it('makes the same component anew where there is another width for it', async () => {
  const image = { id: 'i', kind: 'image', props: { src: 'https://x.example/a.png', width: 560 } };
  const alone = mjmlFor(design(image));
  const narrow = mjmlFor(design({ id: 'c', kind: 'columns', props: { ratio: '1-1', columns: [[image], []] } }));
  const [wide, half] = [await piecedHtml(alone), await piecedHtml(narrow)];
  expect(tidy(half)).toBe(tidy(await wholeHtml(narrow)));
  expect(/<img[^>]* width="(\d+)"/.exec(half.html)?.[1]).not.toBe(/<img[^>]* width="(\d+)"/.exec(wide.html)?.[1]);
  expect(tidy(await piecedHtml(alone))).toBe(tidy(await wholeHtml(alone)));
});

it('leaves to MJML what cannot be told apart by its text', async () => {
  for (const words of ['<!--[if mso]></mj-text><![endif]-->', '<lp-hole n="0"></lp-hole>', '</mj-text>']) {
    const mjml = mjmlFor(design(text('a', '<p>one</p>'), text('b', '<p>WORDS</p>'))).replace('WORDS', words);
    expect(tidy(await piecedHtml(mjml))).toBe(tidy(await wholeHtml(mjml)));
  }
});
