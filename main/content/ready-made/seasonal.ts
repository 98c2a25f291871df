import { button, design, divider, footer, greeting, heading, logo, type ReadyMade, section, table, text } from './pieces.ts';

const FIR = '#173f35';
const SNOW = '#f4efe2';
const BERRY = '#a3222f';

export const seasonal: ReadyMade = {
  id: 'builtin-seasonal',
  name: 'Season’s greetings',
  category: 'Season',
  make: () =>
    design(
      [
        section(
          [
            logo({ top: 10, bottom: 30 }),
            text('<p>❄ &nbsp; ❄ &nbsp; ❄</p>', { size: 20, align: 'center', color: '#f0c9a4', top: 0, bottom: 4 }),
            heading('A quiet end to a full year', 1, { size: 44, align: 'center', top: 0, bottom: 10 }),
            text('<p>and our warmest wishes for the next one</p>', {
              size: 19,
              align: 'center',
              color: '#e6ede2',
              top: 0,
              bottom: 26,
            }),
          ],
          { backgroundColor: FIR, textColor: '#ffffff', padding: { vertical: 34, horizontal: 8 } },
        ),
        text(
          `${greeting}<p>This was the year of the new roof, the flooded cellar and the best apple harvest anybody here remembers. You were part of it, by coming in, by writing, by telling your neighbours.</p><p>Thank you. We raise a glass of something warm to you.</p>`,
          { size: 17, top: 34, bottom: 14 },
        ),
        section(
          [
            heading('When we are open', 2, { size: 24, align: 'center', color: FIR, top: 0, bottom: 10 }),
            table(
              [
                ['Until 23 December', '8 to 19'],
                ['24 December', '7 to 13'],
                ['25 December to 1 January', 'closed'],
                ['From 2 January', 'as ever'],
              ],
              { header: false, lastRight: true, lines: '#d8cfb8', top: 0, bottom: 0 },
            ),
          ],
          { backgroundColor: SNOW, padding: { vertical: 28, horizontal: 0 } },
        ),
        text('<p>Orders for the holidays reach us until the 20th.</p>', { align: 'center', top: 26, bottom: 0 }),
        button('Order for the holidays', { background: BERRY, color: '#ffffff', look: 'filled', bottom: 26 }),
        divider({ color: '#d8cfb8', top: 0, bottom: 0 }),
        footer(),
      ],
      { fontFamily: 'palatino', backgroundColor: '#e2e5da', pageColor: '#ffffff', textColor: '#22302a', accentColor: BERRY },
    ),
};
