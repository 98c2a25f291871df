// What the contact table costs while it is scrolled through very many people in Chromium: how long frames take at four
// speeds, and how much of the processor the page's thread needs for each. The reference is a page of the same height in
// the same browser that shows the same number of plain rows, all of them there from the start, so that it tells what
// drawing alone takes on this machine.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { workOf } from './frame-work.ts';
import { scroll } from './frames.ts';
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

async function report(name: string, page: Page): Promise<void> {
  for (const step of [40, 120, 600, 3000]) {
    const { p50, p95, p99, longest, late, blank } = await scroll(page, { step, frames });
    // Once more and traced, since tracing takes time itself.
    const work = await workOf(page, () => scroll(page, { step, frames }));
    const times = [p50, p95, p99, longest, work.p50, work.p99].map((ms) => ms.toFixed(1));
    console.log(`| ${name} | ${step} px | ${times.join(' | ')} | ${late} | ${blank} |`);
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
    '| page | a frame | p50 ms | p95 | p99 | longest | work p50 | work p99 | over 32 ms | not yet there |\n|---|---|---|---|---|---|---|---|---|---|',
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
