// What the contact table costs while it is scrolled through very many people in Chromium: how long frames take at four
// speeds. The reference is a page of the same height in the same browser that shows the same number of plain rows, all of
// them there from the start, so that it tells what drawing alone takes on this machine.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { makeCsv } from './make-csv.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    frames: { type: 'string', default: '400' },
    /** A folder of make-workspace; without it a file of so many rows is imported. */
    workspace: { type: 'string' },
  },
});
const rows = Number(values.rows);
const frames = Number(values.frames);
const entry = (name: string) => join(import.meta.dirname, '..', 'out', 'main', `${name}.js`);

/** Moves by so many pixels in every frame, as a wheel, a thrown trackpad or a dragged bar does, and times the frames. */
function scroll(page: Page, step: number): Promise<{ times: number[]; blank: number }> {
  return page.evaluate(
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
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

async function report(name: string, page: Page): Promise<void> {
  for (const step of [40, 120, 600, 3000]) {
    const { times, blank } = await scroll(page, step);
    const sorted = times.toSorted((a, b) => a - b);
    const late = times.filter((time) => time > 32).length;
    const [p50, p95, p99, worst] = [at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), sorted.at(-1) ?? 0];
    console.log(
      `| ${name} | ${step} px | ${[p50, p95, p99, worst].map((ms) => ms.toFixed(1)).join(' | ')} | ${late} | ${blank} |`,
    );
  }
}

const plainPage = `<!doctype html><style>.box{height:640px;overflow:auto;contain:strict}.in{height:${rows * 39}px;position:relative}
.row{position:sticky;height:38px;border-bottom:1px solid #ddd;display:grid;grid-template-columns:repeat(5,1fr)}</style>
<div class="box"><div class="in">${Array.from({ length: 45 }, (_, row) => `<div class="row" style="top:${row * 39}px">${'<div>somebody@example.com</div>'.repeat(5)}</div>`).join('')}</div></div>`;

const made = mkdtempSync(join(tmpdir(), 'letterpress-scroll-'));
const folder = values.workspace ?? made;
let served: ChildProcess | undefined;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
try {
  if (!values.workspace) {
    const csv = join(folder, 'people.csv');
    await makeCsv({ file: csv, rows });
    execFileSync(process.execPath, [entry('cli'), 'import', csv, '--list', 'People', '--data', folder, '--json']);
  }
  served = spawn(
    process.execPath,
    [entry('headless'), '--data', folder, '--port', '0', '--public-port', '0', '--no-open', '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (!served.stdout) throw new Error('no output');
  const [line] = (await once(served.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(line.toString()) as { url: string };
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url);
  await page
    .getByRole('link', { name: /^Contacts/ })
    .first()
    .click();
  await page.getByRole('row').nth(5).waitFor();
  const plain = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await plain.setContent(plainPage);
  console.log(
    '| page | a frame | p50 ms | p95 | p99 | longest | over 32 ms | not yet there |\n|---|---|---|---|---|---|---|---|',
  );
  await plain.bringToFront();
  await report('plain rows', plain);
  await page.bringToFront();
  await report('contacts', page);
} finally {
  await browser.close();
  served?.kill('SIGTERM');
  rmSync(made, { recursive: true, maxRetries: 5 });
}
