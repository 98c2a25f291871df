import {
  button,
  design,
  divider,
  eyebrow,
  footer,
  heading,
  logo,
  type Piece,
  type ReadyMade,
  section,
  table,
  text,
} from './pieces.ts';

const week = (title: string, rows: string[][]): Piece[] => [
  heading(title, 2, { size: 22, top: 24, bottom: 6 }),
  table(rows, { header: false, lines: '#e2d6c6', top: 0, bottom: 4 }),
];

export const programme: ReadyMade = {
  id: 'builtin-programme',
  name: 'What is on',
  category: 'Event',
  make: () =>
    design(
      [
        section(
          [
            logo({ align: 'left', top: 10, bottom: 22 }),
            eyebrow('Programme', { color: '#ffd9a8' }),
            heading('October', 1, { size: 64, top: 0, bottom: 0 }),
            text('<p>Eleven evenings, four matinees, one night without an end.</p>', {
              size: 17,
              color: '#ffe9cf',
              top: 0,
              bottom: 8,
            }),
          ],
          { backgroundColor: '#7a2e12', textColor: '#ffffff', padding: { vertical: 24, horizontal: 0 } },
        ),
        ...week('The first week', [
          ['Thu\u00a02', 'Opening: Letters from the Coast'],
          ['Fri\u00a03', 'Letters from the Coast'],
          ['Sun\u00a05', 'Matinee for families: The Paper Ship'],
        ]),
        ...week('The second week', [
          ['Wed\u00a08', 'Reading: Ana Sørensen, new poems'],
          ['Sat\u00a011', 'Letters from the Coast, with talk'],
          ['Sun\u00a012', 'Matinee: String quartet of the school'],
        ]),
        ...week('The third week', [
          ['Thu\u00a016', 'Improvised: six actors, no text'],
          ['Sat\u00a018', 'The long night, 7 till late'],
        ]),
        button('Choose your seats', {
          align: 'left',
          background: '#7a2e12',
          color: '#ffffff',
          look: 'filled',
          top: 26,
          bottom: 24,
        }),
        divider({ color: '#e2d6c6', top: 0, bottom: 18 }),
        text('<p>Members pay half. Under twenty-five: ten at the door, every evening. The hall is reached without a step.</p>', {
          size: 15,
          top: 0,
        }),
        footer({ align: 'left' }),
      ],
      { fontFamily: 'serif', backgroundColor: '#f1e6d8', pageColor: '#ffffff', textColor: '#2e1d14', accentColor: '#7a2e12' },
    ),
};
