import { afterEach, beforeEach, expect, it } from 'vitest';
import { changeBrand } from '../content/content.ts';
import { setPublicAddress } from '../tracking/tracking.ts';
import { launchCampaign } from './campaigns.ts';
import { campaignWorld, seedPeople } from './testing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
beforeEach(async () => {
  world = await campaignWorld();
  seedPeople(world.db, [{ email: 'anna@x.example', firstName: 'Anna' }]);
});
afterEach(() => world.close());

const html =
  '<p>Hello <a href="https://hearth.example/bread?a=1&amp;b=2">Bread</a> <a href="{{ unsubscribe_url }}">Leave</a></p>';
const text = 'Hello {{ contact.first_name }}: https://hearth.example/bread?a=1&b=2.\nLeave: {{ unsubscribe_url }}\n';
const draft = () => world.draft({ document: { version: 1, kind: 'html', html, text } });

async function sent(id: string) {
  const { sendId } = await launchCampaign(world, { id });
  await world.settled(sendId);
  const letter = (await world.arrived()).get('anna@x.example');
  return { html: letter?.html ?? '', text: letter?.text ?? '' };
}

it('a link of the text is the very one of the HTML, and counts as that', async () => {
  setPublicAddress(world.db, 'https://mail.hearth.example');
  const letter = await sent(draft());
  const [, way = ''] = /href="(https:\/\/mail\.hearth\.example\/c\/[^"]+)"/.exec(letter.html) ?? [];
  expect(way).not.toBe('');
  expect(letter.text).toContain(`Hello Anna: ${way}.`);
  expect(letter.text).toContain('Leave: https://mail.hearth.example/u/');
});

it('without a public address links are as they were written, in both', async () => {
  const letter = await sent(draft());
  expect(letter.html).toContain('href="https://hearth.example/bread?a=1&amp;b=2"');
  expect(letter.text).toContain('Hello Anna: https://hearth.example/bread?a=1&b=2.');
});

it('when the address is taken away meanwhile, they are as well', async () => {
  setPublicAddress(world.db, 'https://mail.hearth.example');
  await world.delivery.stop();
  const { sendId } = await launchCampaign(world, { id: draft() });
  setPublicAddress(world.db, '');
  world.delivery.start();
  await world.settled(sendId);
  const letter = (await world.arrived()).get('anna@x.example');
  expect(letter?.text).toContain('https://hearth.example/bread?a=1&b=2.');
});

it('the way out by mail has the domain in its ASCII form, which every program can write to', async () => {
  changeBrand(world.db, { id: world.brand.publicId, replyTo: 'grüße+a@bäckerei.example', now: 2 });
  const { sendId } = await launchCampaign(world, { id: draft() });
  await world.settled(sendId);
  const letter = (await world.arrived()).get('anna@x.example');
  const way = letter?.headers.find(({ name }) => name.toLowerCase() === 'list-unsubscribe')?.value;
  expect(way).toMatch(/^<mailto:gr%C3%BC%C3%9Fe%2Ba@xn--bckerei-5wa\.example\?subject=/);
});
