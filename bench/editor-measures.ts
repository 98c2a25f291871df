// How the editor is measured from outside: by what Chromium's own clock says between an event and the paint after it.
import type { CDPSession, Page } from '@playwright/test';

const at = (times: readonly number[], share: number) => {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
export const line = (work: string, target: string, times: readonly number[], cpu: number | null) =>
  console.log(
    `| ${work} | ${target} | ${[0.5, 0.95, 1].map((share) => at(times, share).toFixed(1)).join(' | ')} | ${cpu === null ? '' : cpu.toFixed(1)} |`,
  );

/** Milliseconds that the page's main thread has worked so far, with style, layout and paint. */
export async function worked(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

/** Keeps the time from each event to the paint after it, for the window and for the frame in it. */
const watch = (page: Page, event: 'keydown' | 'pointermove') =>
  page.evaluate((name) => {
    const kept: number[] = [];
    Object.assign(window, { kept });
    for (const view of [window, ...[...document.querySelectorAll('iframe')].map((frame) => frame.contentWindow)]) {
      view?.addEventListener(
        name,
        (event) => {
          const began =
            name === 'keydown' ? view.performance.timeOrigin + event.timeStamp : performance.timeOrigin + performance.now();
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => kept.push(performance.timeOrigin + performance.now() - began);
            port2.postMessage(null);
          });
        },
        { capture: true },
      );
    }
  }, event);
const kept = (page: Page) => page.evaluate(() => (window as unknown as { kept: number[] }).kept);

export async function typing(page: Page, session: CDPSession, keys: number): Promise<{ times: number[]; cpu: number }> {
  await watch(page, 'keydown');
  const before = await worked(session);
  for (let index = 0; index < keys; index++) {
    await page.keyboard.press(index % 6 === 5 ? 'Space' : 'e');
    // As fast as people type, and out of step with the frames; keys without a pause would wait for each other.
    await page.waitForTimeout(70 + ((index * 7) % 17));
  }
  return { times: await kept(page), cpu: ((await worked(session)) - before) / keys };
}

export async function dragging(
  page: Page,
  session: CDPSession,
  from: { x: number; y: number },
  keys: number,
): Promise<{ times: number[]; cpu: number }> {
  await watch(page, 'pointermove');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const before = await worked(session);
  for (let index = 0; index < keys; index++) await page.mouse.move(400 + (index % 50) * 8, 130 + ((index * 17) % 560));
  const cpu = ((await worked(session)) - before) / keys;
  const times = await kept(page);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return { times, cpu };
}

/** From a key of the keyboard to the message drawn anew by the program: compiled, filled, put into the frame, painted. */
export async function compiled(
  page: Page,
  session: CDPSession,
  press: () => Promise<void>,
  keys = 30,
): Promise<{ times: number[]; cpu: number }> {
  const found: number[] = [];
  const before = await worked(session);
  for (let index = 0; index < keys; index++) {
    await page.evaluate(() => {
      const frame = document.querySelector<HTMLIFrameElement>('iframe[title="The message as it is sent"]');
      const body = frame?.contentDocument?.body;
      if (!body) throw new Error('There is no page.');
      let began = 0;
      window.addEventListener('keydown', (event) => (began = event.timeStamp), { capture: true, once: true });
      Object.assign(window, {
        drawn: new Promise<number>((resolve) => {
          const watcher = new MutationObserver(() => {
            watcher.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began), 0));
          });
          watcher.observe(body, { childList: true, subtree: true, characterData: true, attributes: true });
        }),
      });
    });
    await press();
    found.push(await page.evaluate(() => (window as unknown as { drawn: Promise<number> }).drawn));
    await page.waitForTimeout(300);
  }
  return { times: found, cpu: ((await worked(session)) - before) / keys };
}
