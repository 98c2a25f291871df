// What the editor costs in Chromium with a campaign of fifty blocks: from a key to the painted canvas, the work of a frame
// while something is dragged, opening it, and what is loaded before it is opened. The references are pages without any
// program around them: the same message in a frame, editable, with a box that follows the pointer.

import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { dataFolder, quit, serve } from '../e2e/support/app.ts';
import { connect } from '../e2e/support/rpc.ts';
import { campaignOf, fiftyBlocks } from './editor-campaign.ts';
import { compiled, dragging, line, typing, worked } from './editor-measures.ts';

const { values } = parseArgs({ options: { keys: { type: 'string', default: '200' }, opens: { type: 'string', default: '20' } } });
const keys = Number(values.keys);
const FIRST_OPENINGS = 10;

async function opening(
  page: Page,
  session: CDPSession,
  { address, elsewhere, opens = Number(values.opens) }: { address: string; elsewhere: string; opens?: number },
): Promise<{ times: number[]; cpu: number[] }> {
  const times: number[] = [];
  const cpu: number[] = [];
  for (let run = 0; run < opens; run++) {
    await page.evaluate((hash) => (location.hash = hash), elsewhere);
    await page.waitForFunction(() => !document.querySelector('iframe[title="The message as it is sent"]'));
    const before = await worked(session);
    times.push(
      await page.evaluate(async (hash) => {
        const began = performance.now();
        location.hash = hash;
        const there = () =>
          document.querySelectorAll('[role=listbox][aria-label="Blocks on the page"] [role=option][id]').length >= 50 &&
          document.querySelector<HTMLIFrameElement>('iframe')?.contentDocument?.body.textContent?.includes('Unsubscribe');
        while (!there()) await new Promise((resolve) => setTimeout(resolve, 1));
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
        return performance.now() - began;
      }, address),
    );
    cpu.push((await worked(session)) - before);
  }
  return { times, cpu };
}

/** In windows of their own, once each has read in peace what its first screen did not need. */
async function firstOpenings(where: { address: string; elsewhere: string }): Promise<{ times: number[]; cpu: number }> {
  const times: number[] = [];
  let cpu = 0;
  for (let run = 0; run < FIRST_OPENINGS; run++) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(app.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const opened = await opening(page, session, { ...where, opens: 1 });
    times.push(...opened.times);
    cpu += (opened.cpu[0] ?? 0) / FIRST_OPENINGS;
    await page.close();
  }
  return { times, cpu };
}

const { folder, remove } = dataFolder();
const app = await serve(folder);
const { api, close } = await connect(app);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
try {
  const blocks = fiftyBlocks();
  const id = await campaignOf(api, blocks);
  const { html } = await api.content.render({ document: (await api.campaigns.get({ id })).document, contactId: null });

  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // What is read while nothing else is to be done is not needed for the first screen.
  await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
  const loaded = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (/\.(js|css|html)$|\/$/.test(new URL(response.url()).pathname))
      loaded.set(
        response.url(),
        response.body().catch(() => Buffer.alloc(0)),
      );
  });
  await page.goto(app.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const files = await Promise.all(loaded.values());
  const kilobytes = files.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1024;

  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  console.log('| work | to reach | p50 ms | p95 | longest | processor ms each |\n|---|---|---|---|---|---|');

  const bare = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const bareSession = await bare.context().newCDPSession(bare);
  await bareSession.send('Performance.enable');
  const bareOpen: number[] = [];
  for (let run = 0; run < Number(values.opens); run++) {
    await bare.setContent(
      '<style>body{margin:0}</style><div id=box style="position:fixed;width:90px;height:30px;background:red"></div>',
    );
    bareOpen.push(
      await bare.evaluate(async (source) => {
        const began = performance.now();
        const frame = document.createElement('iframe');
        frame.style.cssText = 'width:640px;height:4000px';
        frame.srcdoc = source;
        const arrived = new Promise((resolve) => frame.addEventListener('load', resolve));
        document.body.append(frame);
        await arrived;
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
        return performance.now() - began;
      }, html),
    );
  }
  line('open: the same message in a bare frame', '', bareOpen, null);
  const address = `#/campaigns/${id}/design`;
  const elsewhere = '#/campaigns';
  const opened = await opening(page, session, { address, elsewhere });
  line('open: fifty blocks, in the first second', '', opened.times.slice(0, 1), opened.cpu[0] ?? null);
  const first = await firstOpenings({ address, elsewhere });
  line('open: fifty blocks, the first time', '300', first.times, first.cpu);
  line(
    'open: fifty blocks',
    '300',
    opened.times.slice(1),
    opened.cpu.slice(1).reduce((sum, one) => sum + one, 0) / (opened.cpu.length - 1),
  );

  await bare.evaluate(() => {
    const inner = document.querySelector('iframe')?.contentDocument;
    const words = [...(inner?.querySelectorAll('div') ?? [])].find(
      (one) => one.textContent?.includes('number 0') && !one.querySelector('div, table'),
    );
    if (!words) throw new Error('There are no words.');
    words.contentEditable = 'true';
    words.focus();
    addEventListener('pointermove', ({ x, y }) => {
      const box = document.querySelector<HTMLElement>('#box');
      if (box) box.style.translate = `${x}px ${y}px`;
    });
  });
  const bareTyping = await typing(bare, bareSession, keys);
  line('key: in a bare frame', '', bareTyping.times, bareTyping.cpu);
  const onPage = page.getByRole('listbox', { name: 'Blocks on the page' });
  await onPage.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.frameLocator('iframe').locator('[contenteditable=true]').waitFor();
  const ours = await typing(page, session, keys);
  line('key: words on the page', '50', ours.times, ours.cpu);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(500);
  let down = false;
  const moved = await compiled(page, session, async () => {
    down = !down;
    await page.keyboard.press(down ? 'Alt+ArrowDown' : 'Alt+ArrowUp');
  });
  line('key: a block moved, compiled anew', '50', moved.times, moved.cpu);

  const bareDrag = await dragging(bare, bareSession, { x: 10, y: 10 }, keys);
  line('drag: a box over a bare frame', '', bareDrag.times, bareDrag.cpu);
  const tile = await page
    .getByRole('tabpanel', { name: 'Blocks' })
    .getByRole('button', { name: 'Text', exact: true })
    .boundingBox();
  if (!tile) throw new Error('There is no palette.');
  const drag = await dragging(page, session, { x: tile.x + 20, y: tile.y + 20 }, keys);
  line('drag: a new block over the page', '16', drag.times, drag.cpu);
  console.log(
    `\nFirst load before the editor is opened: ${kilobytes.toFixed(0)} KB gzip in ${files.length} files (to reach: 300).`,
  );
} finally {
  await browser.close();
  close();
  await quit(app);
  remove();
}
