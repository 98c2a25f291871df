import { type Document, document } from '#shared/content/document.ts';

type Pictures = { loaves: string; rye: string; spelt: string };

/** The sample's campaign: what a good small letter looks like, with most kinds of block in it. Pictures by their ids. */
export const winterBread = (pictures: Pictures): Document =>
  document.parse({
    version: 1,
    kind: 'blocks',
    style: {
      fontFamily: 'serif',
      backgroundColor: '#f3eee4',
      pageColor: '#ffffff',
      textColor: '#2a241d',
      accentColor: '#b93a1a',
    },
    blocks: [
      {
        id: 's1',
        kind: 'heading',
        props: { text: 'HEARTH BAKERY', level: 3, align: 'center', padding: { vertical: 20, horizontal: 32 } },
      },
      {
        id: 's2',
        kind: 'image',
        props: {
          src: `media:${pictures.loaves}`,
          alt: 'A dark rye loaf and a plaited one of spelt on a wooden table',
          href: 'https://hearth.example/menu',
          padding: { vertical: 0, horizontal: 0 },
        },
      },
      {
        id: 's3',
        kind: 'heading',
        props: {
          text: "Hello {{ contact.first_name | default: 'there' }}, winter bread is back",
          level: 1,
          align: 'center',
          padding: { vertical: 26, horizontal: 32 },
        },
      },
      {
        id: 's4',
        kind: 'text',
        props: {
          html: '<p>The long, dark loaves that take two days. From Friday at seven, until they are gone.</p>',
          align: 'center',
          padding: { vertical: 4, horizontal: 32 },
        },
      },
      {
        id: 's5',
        kind: 'button',
        props: { label: 'See the menu', href: 'https://hearth.example/menu', padding: { vertical: 22, horizontal: 32 } },
      },
      {
        id: 's6',
        kind: 'columns',
        props: {
          ratio: '1-1',
          columns: [
            [
              {
                id: 's15',
                kind: 'image',
                props: {
                  src: `media:${pictures.rye}`,
                  alt: 'A round rye loaf',
                  radius: 4,
                  padding: { vertical: 8, horizontal: 32 },
                },
              },
              { id: 's7', kind: 'heading', props: { text: 'Rye, two days', level: 3, padding: { vertical: 6, horizontal: 32 } } },
              {
                id: 's8',
                kind: 'text',
                props: {
                  html: '<p>800 g · 6.40<br>Keeps for a week, if you can wait.</p>',
                  size: 15,
                  padding: { vertical: 2, horizontal: 32 },
                },
              },
            ],
            [
              {
                id: 's16',
                kind: 'image',
                props: {
                  src: `media:${pictures.spelt}`,
                  alt: 'A plait of spelt',
                  radius: 4,
                  padding: { vertical: 8, horizontal: 32 },
                },
              },
              { id: 's9', kind: 'heading', props: { text: 'Plaited spelt', level: 3, padding: { vertical: 6, horizontal: 32 } } },
              {
                id: 's10',
                kind: 'text',
                props: {
                  html: '<p>600 g · 5.90<br>With butter, and nothing else.</p>',
                  size: 15,
                  padding: { vertical: 2, horizontal: 32 },
                },
              },
            ],
          ],
        },
      },
      {
        id: 's11',
        kind: 'quote',
        props: {
          html: '<p>I drive forty minutes for the rye. I would drive sixty.</p>',
          author: 'Ilse, Gent',
          padding: { vertical: 26, horizontal: 32 },
        },
      },
      { id: 's17', kind: 'divider', props: { padding: { vertical: 4, horizontal: 32 } } },
      { id: 's12', kind: 'spacer', props: { height: 8 } },
      {
        id: 's13',
        kind: 'social',
        props: {
          links: [
            { name: 'Instagram', href: 'https://instagram.com/hearth.example' },
            { name: 'Where we are', href: 'https://maps.example/mill-lane' },
          ],
        },
      },
      {
        id: 's14',
        kind: 'footer',
        props: {
          unsubscribe: 'Unsubscribe',
          preferences: 'Choose what you get',
          webView: 'Read this in the browser',
          padding: { vertical: 24, horizontal: 32 },
        },
      },
    ],
  });
