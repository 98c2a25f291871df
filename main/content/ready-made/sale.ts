import { button, columns, design, eyebrow, footer, heading, logo, type ReadyMade, section, spacer, text } from './pieces.ts';

const RED = '#b3261e';
const CREAM = '#fff3e4';

export const sale: ReadyMade = {
  id: 'builtin-offer',
  name: 'Sale',
  category: 'Shop',
  make: () =>
    design(
      [
        logo({ top: 24, bottom: 18 }),
        section(
          [
            eyebrow('Until Sunday, midnight', { align: 'center', color: CREAM, top: 8 }),
            heading('20% off', 1, { size: 72, align: 'center', color: '#ffffff', top: 4, bottom: 0 }),
            text('<p>Everything in the shop. No small print, no minimum.</p>', {
              size: 18,
              align: 'center',
              color: CREAM,
              top: 4,
            }),
            button('Shop the sale', { background: CREAM, color: '#7d140e', look: 'filled', top: 16, bottom: 12 }),
          ],
          { backgroundColor: RED, textColor: '#ffffff', padding: { vertical: 36, horizontal: 0 } },
        ),
        spacer(20),
        text(
          "<p>Dear {{ contact.first_name | default: 'friend of the shop' }}, twice a year we make room. What stays on the shelf longest goes first, and the shelf is deep.</p>",
          { size: 17, align: 'center' },
        ),
        section(
          [
            columns('1-1-1', [
              [
                heading('Linen', 2, { size: 22, align: 'center', side: 12, top: 10, bottom: 6 }),
                text('<p>Sheets, towels, aprons<br><strong>from 14.40</strong></p>', {
                  size: 15,
                  align: 'center',
                  side: 12,
                  top: 0,
                }),
              ],
              [
                heading('Clay', 2, { size: 22, align: 'center', side: 12, top: 10, bottom: 6 }),
                text('<p>Bowls and large plates<br><strong>from 9.60</strong></p>', {
                  size: 15,
                  align: 'center',
                  side: 12,
                  top: 0,
                }),
              ],
              [
                heading('Wood', 2, { size: 22, align: 'center', side: 12, top: 10, bottom: 6 }),
                text('<p>Boards, spoons, stools<br><strong>from 6.80</strong></p>', {
                  size: 15,
                  align: 'center',
                  side: 12,
                  top: 0,
                }),
              ],
            ]),
          ],
          { padding: { vertical: 12, horizontal: 28 } },
        ),
        section(
          [
            text('<p>Your code at the till</p>', { size: 14, align: 'center', top: 2, bottom: 0 }),
            heading('ROOM20', 2, { size: 34, align: 'center', color: RED, top: 0, bottom: 4 }),
          ],
          { backgroundColor: CREAM, padding: { vertical: 20, horizontal: 0 } },
        ),
        spacer(12),
        button('Choose something', { background: RED, color: '#ffffff', look: 'filled' }),
        footer(),
      ],
      { fontFamily: 'helvetica', backgroundColor: '#f7ebdf', pageColor: '#ffffff', textColor: '#2a1b17', accentColor: RED },
    ),
};
