import { button, columns, design, footer, heading, logo, type ReadyMade, section, spacer, text } from './pieces.ts';

const RUST = '#9c4221';

export const winBack: ReadyMade = {
  id: 'builtin-win-back',
  name: 'Are you still there?',
  category: 'Keep in touch',
  make: () =>
    design(
      [
        logo({ top: 34, bottom: 22 }),
        heading("It has been a while, {{ contact.first_name | default: 'friend' }}.", 1, {
          size: 38,
          align: 'center',
          top: 0,
          bottom: 10,
        }),
        text(
          '<p>You have not opened our letters since spring. Perhaps they were dull, perhaps there are simply too many letters in the world. Either way: one press, and we know what you would like.</p>',
          { size: 17, align: 'center', top: 0, bottom: 22 },
        ),
        section(
          [
            columns('1-1', [
              [
                heading('I would like to stay', 2, { size: 21, align: 'center', side: 20, top: 6, bottom: 6 }),
                text('<p>Then nothing changes, and the next one is better. Promised.</p>', {
                  size: 15,
                  align: 'center',
                  side: 20,
                  top: 0,
                  bottom: 4,
                }),
                button('Keep writing to me', { background: RUST, color: '#ffffff', look: 'filled', side: 20, top: 8 }),
              ],
              [
                heading('I would rather go', 2, { size: 21, align: 'center', side: 20, top: 6, bottom: 6 }),
                text('<p>No hard feelings. One press, and it was the last one.</p>', {
                  size: 15,
                  align: 'center',
                  side: 20,
                  top: 0,
                  bottom: 4,
                }),
                {
                  kind: 'button',
                  props: {
                    ...button('Unsubscribe').props,
                    href: '{{ unsubscribe_url }}',
                    look: 'outline',
                    background: RUST,
                    color: RUST,
                    padding: { horizontal: 20, vertical: 8 },
                  },
                },
              ],
            ]),
          ],
          { backgroundColor: '#fdeee0', padding: { vertical: 30, horizontal: 20 } },
        ),
        spacer(12),
        heading('What you missed', 2, { size: 24, top: 18, bottom: 7 }),
        text(
          '<p>The <a href="https://example.com">winter soup book</a> came out and sold out, twice. We opened on Mondays. And the cat, whom many of you asked about, is well.</p>',
          { top: 0, bottom: 20 },
        ),
        footer(),
      ],
      { fontFamily: 'trebuchet', backgroundColor: '#f6e7d8', pageColor: '#ffffff', textColor: '#33231a', accentColor: RUST },
    ),
};
