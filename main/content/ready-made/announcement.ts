import { button, columns, design, divider, footer, greeting, heading, logo, type ReadyMade, section, text } from './pieces.ts';

const BLUE = '#123c8c';

export const announcement: ReadyMade = {
  id: 'builtin-announcement',
  name: 'Announcement',
  category: 'News',
  make: () =>
    design(
      [
        logo({ align: 'left', top: 30, bottom: 30 }),
        heading('We are moving. Two streets on, and twice as large.', 1, { size: 44, color: BLUE, top: 0, bottom: 14 }),
        text(
          `${greeting}<p>After nineteen years in Weaver Street we have found a place with daylight, a ramp, and room for the big table that we always talked about. On <strong>Saturday, 4 October</strong>, we open at 12 Station Road.</p>`,
          { size: 18, top: 0 },
        ),
        button('See the new place', { align: 'left', background: BLUE, color: '#ffffff', look: 'filled', top: 18, bottom: 34 }),
        section(
          [
            columns('1-1-1', [
              [
                heading('What changes', 2, { size: 20, side: 12, top: 0, bottom: 7 }),
                text('<p>The address, and a second counter. Nobody queues in the rain again.</p>', {
                  size: 15,
                  side: 12,
                  top: 0,
                }),
              ],
              [
                heading('What stays', 2, { size: 20, side: 12, top: 0, bottom: 7 }),
                text('<p>All of us, the telephone number, and the bell on the door.</p>', { size: 15, side: 12, top: 0 }),
              ],
              [
                heading('What you need do', 2, { size: 20, side: 12, top: 0, bottom: 7 }),
                text('<p>Nothing. Vouchers and orders move with us by themselves.</p>', { size: 15, side: 12, top: 0 }),
              ],
            ]),
          ],
          { backgroundColor: '#fdf4cf', textColor: '#1c2440', padding: { vertical: 32, horizontal: 28 } },
        ),
        text('<p>The last day in Weaver Street is Tuesday, 30 September. Come and say goodbye to the old stairs.</p>', {
          top: 28,
          bottom: 22,
        }),
        divider({ color: '#ccd4e6', top: 0, bottom: 0 }),
        footer({ align: 'left' }),
      ],
      { fontFamily: 'helvetica', backgroundColor: '#e9edf6', pageColor: '#ffffff', textColor: '#1c2440', accentColor: BLUE },
    ),
};
