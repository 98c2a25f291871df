import { button, columns, design, footer, greeting, heading, logo, type Piece, type ReadyMade, section, text } from './pieces.ts';

const TEAL = '#0b5563';

const answer = (face: string, words: string): Piece[] => [
  text(`<p>${face}</p>`, { size: 40, align: 'center', side: 8, top: 6, bottom: 0 }),
  button(words, { background: TEAL, color: '#ffffff', look: 'filled', radius: 6, side: 8, top: 6, bottom: 8 }),
];

export const survey: ReadyMade = {
  id: 'builtin-survey',
  name: 'One question',
  category: 'Ask',
  make: () =>
    design(
      [
        section(
          [
            logo({ top: 14, bottom: 22 }),
            heading('How was it?', 1, { size: 48, align: 'center', top: 0, bottom: 6 }),
            text('<p>One question, one press. It takes four seconds and helps us for months.</p>', {
              size: 18,
              align: 'center',
              top: 0,
              bottom: 18,
            }),
            columns('1-1-1', [answer('😀', 'Just right'), answer('😐', 'So-so'), answer('😟', 'Not good')]),
          ],
          { backgroundColor: '#d3ecef', textColor: '#082f37', padding: { vertical: 30, horizontal: 24 } },
        ),
        text(
          `${greeting}<p>Last week you stayed with us. We know what the rooms look like on paper; you know what they are like at two in the morning, when the tram goes by.</p><p>Whatever you press, you come to a page with room for a sentence more, if you have one. Everything is read by Paul at the front desk, and answered if you wish.</p>`,
          { size: 16, top: 30 },
        ),
        heading('What the last answers changed', 2, { size: 22, top: 14, bottom: 7 }),
        text(
          '<p>Thicker curtains in 4 and 7. Breakfast from half past six. And the kettle in every room that eighty-one of you asked for.</p>',
          { top: 0, bottom: 18 },
        ),
        footer(),
      ],
      {
        fontFamily: 'verdana',
        headingFont: 'trebuchet',
        backgroundColor: '#e6f1f2',
        pageColor: '#ffffff',
        textColor: '#1b3238',
        accentColor: TEAL,
      },
    ),
};
