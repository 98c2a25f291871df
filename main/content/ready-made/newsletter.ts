import {
  button,
  columns,
  design,
  divider,
  eyebrow,
  footer,
  greeting,
  heading,
  logo,
  quote,
  type ReadyMade,
  section,
  spacer,
  text,
} from './pieces.ts';

const INK = '#211c16';
const QUIET = '#6a5f50';

export const newsletter: ReadyMade = {
  id: 'builtin-newsletter',
  name: 'Monthly newsletter',
  category: 'Newsletter',
  make: () =>
    design(
      [
        logo({ top: 32, bottom: 8 }),
        text('<p>Notes from the workshop · May</p>', { size: 14, align: 'center', color: QUIET, top: 0, bottom: 18 }),
        divider({ top: 0, bottom: 28, color: INK, thickness: 2 }),
        eyebrow('This month', { color: '#a5371a' }),
        heading('The oven is mended, and the rye is back', 1, { size: 36, top: 6, bottom: 10 }),
        text(
          `${greeting}<p>For eleven weeks our old stone oven stood cold. Last Tuesday it was lit again, and on Wednesday the first forty rye loaves came out: dark, a little uneven, and gone by nine.</p><p>Here is what else happened, and what is coming up.</p>`,
          { size: 17 },
        ),
        button('Read how we mended it', { align: 'left', top: 14, bottom: 30 }),
        section(
          [
            eyebrow('In short', { side: 20, color: '#a5371a', bottom: 4 }),
            columns('1-1', [
              [
                heading('Longer Saturdays', 2, { size: 21, side: 20, top: 8, bottom: 7 }),
                text('<p>From June we are open until three on Saturdays. The last tray comes out at two.</p>', {
                  size: 15,
                  side: 20,
                  top: 0,
                }),
              ],
              [
                heading('A course in autumn', 2, { size: 21, side: 20, top: 8, bottom: 7 }),
                text('<p>Sourdough for beginners, twelve places, four evenings. Readers of this letter choose first.</p>', {
                  size: 15,
                  side: 20,
                  top: 0,
                }),
              ],
            ]),
          ],
          { backgroundColor: '#f6f1e7', padding: { vertical: 28, horizontal: 20 } },
        ),
        spacer(16),
        quote('I drove forty minutes for a loaf, and ate half of it on the way home.', 'Marta, on a postcard', {
          accent: '#a5371a',
        }),
        text('<p>Thank you for reading. If something is on your mind, just answer this letter: it reaches a person.</p>', {
          bottom: 24,
        }),
        divider({ top: 0, bottom: 0 }),
        footer(),
      ],
      { fontFamily: 'serif', backgroundColor: '#ece5d8', pageColor: '#ffffff', textColor: INK, accentColor: '#a5371a' },
    ),
};
