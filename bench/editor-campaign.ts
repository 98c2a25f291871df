import type { Api } from '#shared/rpc/rpc.ts';

const sentence = 'Rye, spelt and the dark loaf that takes two days are back on Thursday, as long as there are any. ';

/** Fifty blocks as a long newsletter has them: sections, columns, texts, buttons. */
export function fiftyBlocks(): object[] {
  let count = 0;
  const make = (kind: string, props: object) => ({ id: `n${++count}`, kind, props });
  const text = (index: number) =>
    make('text', { html: `<p>${sentence.repeat(2)}</p><p>Dear {{ contact.first_name }}, number ${index}.</p>` });
  const story = (index: number) => [
    make('heading', { text: `Loaf number ${index}` }),
    text(index),
    make('button', { label: 'Have a look', href: 'https://bakery.example/menu' }),
  ];
  const blocks: object[] = [];
  for (let index = 0; count < 49; index++) {
    if (index % 4 === 1 && count < 40) blocks.push(make('columns', { ratio: '1-1', columns: [story(index), story(index)] }));
    else if (index % 4 === 3 && count < 44) blocks.push(make('section', { backgroundColor: '#f5e7dd', blocks: story(index) }));
    else blocks.push(count % 2 === 0 ? text(index) : make('divider', {}));
  }
  return [...blocks, make('footer', { unsubscribe: 'Unsubscribe' })];
}

export async function campaignOf(api: Api, blocks: object[]): Promise<string> {
  const { id } = await api.campaigns.create({ name: 'Fifty blocks' });
  const { revision } = await api.campaigns.get({ id });
  await api.campaigns.change({
    id,
    revision,
    subject: 'Bread is back',
    // Parsed on the other side, as what a window sends is.
    document: { version: 1, kind: 'blocks', style: {}, blocks } as never,
  });
  return id;
}
