import { design, footer, greeting, type ReadyMade, spacer, text } from './pieces.ts';

export const letter: ReadyMade = {
  id: 'builtin-letter',
  name: 'Plain letter',
  category: 'Letter',
  make: () =>
    design(
      [
        spacer(20),
        text(
          `${greeting}<p>I am writing to you myself because this is easier said without pictures.</p><p>From September our prices go up by about six percent. Flour costs a third more than two years ago, and everybody who works here should be able to live from it. We held out as long as we could, and we would rather tell you now than let you find out at the till.</p><p>What stays as it is: the hours, the people, the recipes. And the small rye stays at 2.80, for as long as I have a say in it.</p><p>If you would like to talk about it, answer this letter or come by in the morning. I am there from five.</p><p>With kind regards,<br>Johanna<br>{{ brand.name }}</p>`,
          { size: 17, top: 12, bottom: 6 },
        ),
        text('<p><em>P.S. On Sunday the 1st there is coffee for everybody, on the house.</em></p>', {
          size: 17,
          top: 6,
          bottom: 16,
        }),
        footer({ align: 'left', top: 20 }),
      ],
      { fontFamily: 'serif', backgroundColor: '#ffffff', pageColor: '#ffffff', textColor: '#241f19' },
    ),
};
