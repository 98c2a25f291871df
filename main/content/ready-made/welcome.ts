import { button, columns, design, footer, heading, logo, type Piece, type ReadyMade, section, spacer, text } from './pieces.ts';

const GREEN = '#23573a';

const step = (number: string, title: string, words: string): Piece =>
  columns(
    '1-3',
    [
      [heading(number, 3, { size: 30, align: 'center', color: GREEN, side: 12, top: 10, bottom: 8 })],
      [
        heading(title, 3, { size: 19, side: 12, top: 10, bottom: 2 }),
        text(`<p>${words}</p>`, { size: 15, side: 12, top: 0, bottom: 12 }),
      ],
    ],
    { stack: false },
  );

export const welcome: ReadyMade = {
  id: 'builtin-welcome',
  name: 'Welcome',
  category: 'Welcome',
  make: () =>
    design(
      [
        logo({ top: 30, bottom: 18 }),
        section(
          [
            heading("Welcome, {{ contact.first_name | default: 'and hello' }}.", 1, {
              size: 42,
              align: 'center',
              top: 10,
              bottom: 6,
            }),
            text(
              '<p>It is good to have you here. You will hear from us twice a month, never more, and always from a person.</p>',
              { size: 18, align: 'center', top: 4, bottom: 8 },
            ),
            button('Have a look around', { background: GREEN, color: '#ffffff', look: 'filled', radius: 24 }),
          ],
          { backgroundColor: '#e3efdf', textColor: '#16351f', padding: { vertical: 36, horizontal: 8 } },
        ),
        heading('Three good places to begin', 2, { size: 26, top: 36, bottom: 10 }),
        section(
          [
            step(
              '1',
              'Who we are',
              'Two sisters, one greenhouse and a van that mostly starts. The short story is two minutes long.',
            ),
            step(
              '2',
              'What is growing now',
              'The seasonal calendar tells what you can order this week, and what is worth waiting for.',
            ),
            step(
              '3',
              'Ask us anything',
              'Yellow leaves, sad tomatoes, a dark balcony: answer this letter and Ida will write back.',
            ),
          ],
          { padding: { vertical: 0, horizontal: 20 } },
        ),
        spacer(8),
        section(
          [
            heading('A small thank-you', 2, { size: 22, align: 'center', top: 4, bottom: 6 }),
            text('<p>Your first delivery is on us. Write <strong>WELCOME</strong> into the field for codes.</p>', {
              align: 'center',
              top: 0,
              bottom: 6,
            }),
          ],
          { backgroundColor: '#fbf3d9', padding: { vertical: 22, horizontal: 0 } },
        ),
        footer(),
      ],
      { fontFamily: 'trebuchet', backgroundColor: '#f2f5ee', pageColor: '#ffffff', textColor: '#22301f', accentColor: GREEN },
    ),
};
