import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { launchCampaign, reviewCampaign } from '../../campaigns/campaigns.ts';
import { campaignWorld, letterHtml, seedPeople } from '../../campaigns/testing.ts';
import { addMedia, removeMedia } from '../../content/content.ts';
import { linkImages, setPublicAddress } from '../../tracking/tracking.ts';
import { publicServer } from './public.ts';

const ADDRESS = 'https://mail.hearth.example';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let world: Awaited<ReturnType<typeof campaignWorld>>;
let server: FastifyInstance;
beforeEach(async () => {
  world = await campaignWorld();
  seedPeople(world.db, [{ email: 'anna@x.example' }]);
  server = publicServer({ workspaces: () => [world], logger: silentLogger });
});
afterEach(async () => {
  await server.close();
  await world.close();
});

/** Sends a picture; the letter as it arrived, and what the review said of images beforehand. */
async function send() {
  const image = addMedia(world.db, { fileName: 'loaf.png', data: png, now: 1 });
  const html = letterHtml.replace('</h1>', `</h1><img src="media:${image.publicId}" alt="A loaf">`);
  const id = world.draft({ html });
  const { findings } = await reviewCampaign(world, { id, now: world.clock() });
  const { sendId } = await launchCampaign(world, { id });
  await world.settled(sendId);
  const letter = (await world.arrived()).get('anna@x.example');
  return { image, letter, said: findings.map(({ text }) => text).filter((text) => /image/i.test(text)) };
}
const sourceOf = (html: string | null | undefined) => /<img\b[^>]*?\bsrc="([^"]+)"[^>]*>/.exec(html ?? '')?.[1] ?? '';

it('an image travels inside of a message unless links are wanted and there is an address', async () => {
  setPublicAddress(world.db, ADDRESS);
  const { letter, said } = await send();
  expect(sourceOf(letter?.html)).toMatch(/^(data|cid):/);
  expect(said).toContainEqual(expect.stringMatching(/^Its images travel inside of each message/));
});

it('without an address it travels inside, whatever is wanted', async () => {
  linkImages(world.db, true);
  expect(sourceOf((await send()).letter?.html)).toMatch(/^(data|cid):/);
});

it('by link it is served to everybody, to be kept, and stays as long as messages show it', async () => {
  setPublicAddress(world.db, ADDRESS);
  linkImages(world.db, true);
  const { image, letter, said } = await send();
  expect(said).toContainEqual(expect.stringMatching(/^Its images are loaded from https:\/\/mail\.hearth\.example/));
  const source = sourceOf(letter?.html);
  expect(source).toMatch(/^https:\/\/mail\.hearth\.example\/i\/[0-9a-z]+\.[\w-]{22}$/);
  const path = source.slice(ADDRESS.length);
  const answer = await server.inject(path);
  expect(answer.statusCode).toBe(200);
  expect(answer.rawPayload.equals(png)).toBe(true);
  expect(answer.headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': expect.stringContaining('immutable'),
    'x-content-type-options': 'nosniff',
  });
  expect(() => removeMedia(world.db, image.publicId)).toThrow(/show this image by a link/);
});

it('is found by nobody without the very link', async () => {
  setPublicAddress(world.db, ADDRESS);
  linkImages(world.db, true);
  const { image, letter } = await send();
  const path = sourceOf(letter?.html).slice(ADDRESS.length);
  const other = addMedia(world.db, { fileName: 'secret.png', data: png, now: 2 });
  for (const wrong of [
    `/i/${image.publicId}`,
    `/i/${image.publicId}.${'A'.repeat(22)}`,
    path.replace(image.publicId, other.publicId),
    '/i/..%2f..%2fletterpress.db',
  ])
    expect((await server.inject(wrong)).statusCode).toBe(404);
});
