import { design, divider, eyebrow, footer, heading, logo, quote, type ReadyMade, spacer, text } from './pieces.ts';

export const story: ReadyMade = {
  id: 'builtin-story',
  name: 'A story, told in full',
  category: 'Letter',
  make: () =>
    design(
      [
        logo({ top: 40, bottom: 30 }),
        eyebrow('From behind the counter', { align: 'center', color: '#6b6456', bottom: 4 }),
        heading('The man who bought one button', 1, { size: 40, align: 'center', top: 0, bottom: 8 }),
        text('<p>by Ruth Adler · a four-minute read</p>', { size: 14, align: 'center', color: '#6b6456', top: 0, bottom: 14 }),
        divider({ width: 12, thickness: 2, color: '#211d17', top: 8, bottom: 24 }),
        text(
          '<p>He came in on a Tuesday, just before closing, with a coat over his arm. It was a good coat, forty years old at least, and it lacked the second button from the top.</p><p>We have about nine thousand buttons. My grandmother sorted them by colour, my father by size, and I by despair. He said that he had time.</p><p>It took us until eight. We found it in a box that said <em>various, blue</em>, though it was brown, and it was not the same as the others but of the same family, as he put it.</p>',
          { size: 18, side: 56 },
        ),
        quote('It was my wife’s coat, he said at the door. Now it closes.', '', {
          side: 56,
          accent: '#211d17',
          top: 20,
          bottom: 20,
        }),
        text(
          "<p>The button cost forty cents. I have thought about it more often than about most things that I sold this year, and I wanted to tell somebody.</p><p>So I am telling you, {{ contact.first_name | default: 'dear reader' }}. If you have a coat like that, you know where we are.</p>",
          { size: 18, side: 56 },
        ),
        spacer(16),
        divider({ color: '#d9d2c3', top: 0, bottom: 0, side: 56 }),
        footer({ side: 56 }),
      ],
      { fontFamily: 'palatino', backgroundColor: '#f4f1ea', pageColor: '#f4f1ea', textColor: '#211d17', accentColor: '#7a3b12' },
    ),
};
