import {
  button,
  columns,
  design,
  eyebrow,
  footer,
  heading,
  list,
  logo,
  type ReadyMade,
  section,
  spacer,
  text,
} from './pieces.ts';

const PLUM = '#4a1f4f';

export const productNews: ReadyMade = {
  id: 'builtin-product-news',
  name: 'Something new',
  category: 'Shop',
  make: () =>
    design(
      [
        section(
          [
            logo({ top: 8, bottom: 30 }),
            eyebrow('New this week', { align: 'center', color: '#f6c9de', bottom: 4 }),
            heading('The Night Blend', 1, { size: 50, align: 'center', top: 0, bottom: 8 }),
            text('<p>Our darkest roast so far. Cocoa, dried plum, and no bitterness at all.</p>', {
              size: 19,
              align: 'center',
              color: '#f7e6ef',
              top: 0,
              bottom: 10,
            }),
            button('Try a bag', { background: '#f6c9de', color: '#38123c', look: 'filled', radius: 24 }),
          ],
          { backgroundColor: PLUM, textColor: '#ffffff', padding: { vertical: 34, horizontal: 8 } },
        ),
        heading('Why we made it', 2, { size: 26, top: 36, bottom: 7 }),
        text(
          "<p>You asked for it, {{ contact.first_name | default: 'dear reader' }}, and about two hundred others did, too: a coffee for after dinner that does not keep you up. It took us nine roasts to get it right.</p>",
          { top: 0 },
        ),
        list(
          [
            'A third of the caffeine, taken out by water alone',
            'Beans from two farms, both paid well above the market',
            'Roasted on Mondays, with you by Wednesday',
          ],
          { marks: 'ticks', accent: PLUM, top: 6, bottom: 20 },
        ),
        section(
          [
            columns('1-1', [
              [
                heading('250 g', 3, { size: 24, align: 'center', side: 20, top: 4, bottom: 0 }),
                text('<p>8.90</p>', { size: 17, align: 'center', side: 20, top: 0, bottom: 0 }),
                button('Take one', { look: 'outline', background: PLUM, color: PLUM, side: 20, top: 10, bottom: 6 }),
              ],
              [
                heading('1 kg', 3, { size: 24, align: 'center', side: 20, top: 4, bottom: 0 }),
                text('<p>29.00, and good for a month</p>', { size: 17, align: 'center', side: 20, top: 0, bottom: 0 }),
                button('Take the big one', { look: 'outline', background: PLUM, color: PLUM, side: 20, top: 10, bottom: 6 }),
              ],
            ]),
          ],
          { backgroundColor: '#f8eef3', padding: { vertical: 26, horizontal: 20 } },
        ),
        spacer(8),
        footer(),
      ],
      {
        fontFamily: 'helvetica',
        headingFont: 'palatino',
        backgroundColor: '#efe4ea',
        pageColor: '#ffffff',
        textColor: '#2b1c2c',
        accentColor: PLUM,
      },
    ),
};
