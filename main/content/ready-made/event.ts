import {
  button,
  columns,
  design,
  divider,
  footer,
  greeting,
  heading,
  logo,
  type ReadyMade,
  section,
  table,
  text,
} from './pieces.ts';

const NIGHT = '#1e2a4a';
const GOLD = '#f2c879';

export const event: ReadyMade = {
  id: 'builtin-event',
  name: 'Invitation',
  category: 'Event',
  make: () =>
    design(
      [
        section(
          [
            logo({ top: 12, bottom: 26 }),
            text('<p>You are invited</p>', { size: 17, align: 'center', color: GOLD, top: 0, bottom: 2 }),
            heading('An evening of light', 1, { size: 46, align: 'center', color: '#ffffff', top: 0, bottom: 10 }),
            text('<p>Opening of the winter exhibition</p>', { size: 18, align: 'center', color: '#e3e7f2', top: 0, bottom: 22 }),
            columns(
              '1-1-1',
              [
                [
                  heading('12', 2, { size: 40, align: 'center', color: GOLD, side: 8, top: 0, bottom: 0 }),
                  text('<p>December</p>', { size: 14, align: 'center', color: '#e3e7f2', side: 8, top: 0 }),
                ],
                [
                  heading('6', 2, { size: 40, align: 'center', color: GOLD, side: 8, top: 0, bottom: 0 }),
                  text('<p>in the evening</p>', { size: 14, align: 'center', color: '#e3e7f2', side: 8, top: 0 }),
                ],
                [
                  heading('3', 2, { size: 40, align: 'center', color: GOLD, side: 8, top: 0, bottom: 0 }),
                  text('<p>Mill Lane</p>', { size: 14, align: 'center', color: '#e3e7f2', side: 8, top: 0 }),
                ],
              ],
              { stack: false },
            ),
          ],
          { backgroundColor: NIGHT, textColor: '#ffffff', padding: { vertical: 32, horizontal: 20 } },
        ),
        text(
          `${greeting}<p>On the longest nights of the year we show what four artists made of a single lamp. There will be soup, there will be music from eight, and the gallery will be warm.</p>`,
          { size: 17, top: 32 },
        ),
        button('I will come', { background: NIGHT, color: '#ffffff', look: 'filled', top: 14, bottom: 26 }),
        table(
          [
            ['6', 'Doors, and the first round of the rooms'],
            ['7', 'The artists talk, briefly'],
            ['8', 'Soup and the Lindgren trio'],
            ['10', 'Lights out, all but one'],
          ],
          { header: false, lines: '#d9dce6', top: 0, bottom: 22 },
        ),
        text(
          '<p>Bring whomever you like. If you cannot make it, just answer this letter and we will show you round another day.</p>',
          { size: 15, color: '#4d566f', bottom: 12 },
        ),
        divider({ color: '#d9dce6', top: 12, bottom: 0 }),
        footer(),
      ],
      { fontFamily: 'palatino', backgroundColor: '#e6e8ef', pageColor: '#ffffff', textColor: '#232a3c', accentColor: NIGHT },
    ),
};
