import { columns, design, divider, footer, heading, logo, type Piece, type ReadyMade, section, text } from './pieces.ts';

const story = (number: string, title: string, words: string): Piece =>
  columns(
    '1-3',
    [
      [heading(number, 2, { size: 44, color: '#1d5c4d', side: 20, top: 4, bottom: 0 })],
      [
        heading(title, 3, { size: 20, side: 20, top: 8, bottom: 4 }),
        text(`<p>${words} <a href="https://example.com">Read on</a></p>`, { size: 15, side: 20, top: 0, bottom: 18 }),
      ],
    ],
    { stack: false },
  );

export const digest: ReadyMade = {
  id: 'builtin-digest',
  name: 'Weekly digest',
  category: 'Newsletter',
  make: () =>
    design(
      [
        section(
          [
            logo({ align: 'left', top: 22, bottom: 0, side: 20 }),
            heading('Five things worth your Friday', 1, { size: 38, side: 20, top: 18, bottom: 6 }),
            text("<p>Short enough for a cup of coffee, {{ contact.first_name | default: 'friend' }}. Week 21.</p>", {
              side: 20,
              top: 0,
              bottom: 18,
            }),
          ],
          { backgroundColor: '#dcebe2', textColor: '#143a31', padding: { vertical: 12, horizontal: 20 } },
        ),
        section(
          [
            story(
              '1',
              'A reading room for the whole street',
              'Six neighbours, one unused shop window and four hundred borrowed books.',
            ),
            story(
              '2',
              'What the river looked like in 1911',
              'The town archive put its glass plates online, and the bridge is on most of them.',
            ),
            story('3', 'Ten plants that forgive you', 'For north windows, for long weekends, for people who mean well.'),
            story('4', 'The choir needs two basses', 'Thursdays at seven. Nobody has to read music, somebody has to be loud.'),
            story('5', 'One recipe: green lentils, properly', 'Mustard, patience, and the vinegar at the very end.'),
          ],
          { padding: { top: 24, vertical: 8, horizontal: 20 } },
        ),
        divider({ top: 4, bottom: 4 }),
        text(
          '<p>Seen something that belongs in here? <a href="mailto:hello@example.com">Tell us</a>, and it may be number one next week.</p>',
          { size: 15, top: 16 },
        ),
        footer({ align: 'left', top: 12 }),
      ],
      {
        fontFamily: 'helvetica',
        headingFont: 'serif',
        backgroundColor: '#eef2ee',
        pageColor: '#ffffff',
        textColor: '#22302b',
        accentColor: '#1d5c4d',
      },
    ),
};
