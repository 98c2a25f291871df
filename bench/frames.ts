import type { Page } from '@playwright/test';

/**
 * Scrolls a table by so many pixels in every frame, as a wheel, a thrown trackpad or a dragged bar does, and times the
 * frames; `blank` counts those in which rows were still on their way.
 */
export async function scroll(page: Page, { step, frames }: { step: number; frames: number }) {
  const { times, blank } = await page.evaluate(
    async ({ step, frames }) => {
      const box = [...document.querySelectorAll<HTMLElement>('*')].find(
        (one) => one.scrollHeight > 100_000 && getComputedStyle(one).overflowY === 'auto',
      );
      if (!box) throw new Error('There is no table.');
      const frame = () => new Promise<number>(requestAnimationFrame);
      // From the middle on: rows there are as far from the first page as they can be.
      box.scrollTop = box.scrollHeight / 2;
      await frame();
      const times: number[] = [];
      let blank = 0;
      let before = await frame();
      for (let index = 0; index < frames; index++) {
        box.scrollTop += step;
        const now = await frame();
        times.push(now - before);
        before = now;
        const edges = box.getBoundingClientRect();
        const middle = document.elementFromPoint(edges.left + edges.width / 3, edges.top + edges.height / 2);
        if (!middle?.closest('[role=row], .row')?.textContent?.trim()) blank++;
      }
      return { times, blank };
    },
    { step, frames },
  );
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const late = times.filter((time) => time > 32).length;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), longest: sorted.at(-1) ?? 0, late, blank };
}
