import { button, columns, design, divider, footer, heading, logo, type ReadyMade, section, table, text } from './pieces.ts';

export const thankYou: ReadyMade = {
  id: 'builtin-thank-you',
  name: 'Thank you, with receipt',
  category: 'Shop',
  make: () =>
    design(
      [
        logo({ align: 'left', top: 30, bottom: 22 }),
        heading("Thank you, {{ contact.first_name | default: 'friend' }}.", 1, { size: 34, top: 0, bottom: 6 }),
        text(
          '<p>Your order is packed tonight and leaves with the first post tomorrow. This is your receipt; please keep it.</p>',
          { size: 17, top: 0, bottom: 18 },
        ),
        section(
          [
            columns('1-1', [
              [text('<p><strong>Order</strong><br>No. 1047<br>18 May</p>', { size: 15, side: 20, top: 0, bottom: 0 })],
              [
                text('<p><strong>Delivered to</strong><br>the address that you gave us<br>Thursday or Friday</p>', {
                  size: 15,
                  side: 20,
                  top: 0,
                  bottom: 0,
                }),
              ],
            ]),
          ],
          { backgroundColor: '#eef1f6', padding: { vertical: 22, horizontal: 20 } },
        ),
        table(
          [
            ['What', 'Price'],
            ['Enamel pot, dark blue, 3 litres', '48.00'],
            ['Beech spoon, long', '9.50'],
            ['Tea towels, two', '16.00'],
            ['Post and packing', '5.90'],
            ['Together', '79.40'],
          ],
          { lastRight: true, lines: '#d5dbe6', top: 24, bottom: 4 },
        ),
        text('<p>12.68 of value added tax are in it. Paid by card.</p>', { size: 13, color: '#586273', top: 0, bottom: 8 }),
        button('Follow the parcel', { align: 'left', top: 14, bottom: 26 }),
        divider({ color: '#d5dbe6', top: 0, bottom: 20 }),
        heading('If something is not right', 2, { size: 20, top: 0, bottom: 6 }),
        text(
          '<p>Send it back within thirty days, in any box, and tell us why if you like. Or answer this letter: we read every one.</p>',
          { size: 15, top: 0 },
        ),
        footer({ align: 'left' }),
      ],
      { fontFamily: 'helvetica', backgroundColor: '#e4e9f1', pageColor: '#ffffff', textColor: '#1d2634', accentColor: '#1f4f8f' },
    ),
};
