// How fast everybody's message is made and looked at, as the dry run of a campaign does on its own thread: recipients from
// a database, a design with merge tags and two conditions. The reference is Liquid alone, which fills the HTML of the same
// design again and again and looks at nothing. `npm run bench -- dry-run --contacts 100000`, or with `--file`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Liquid } from 'liquidjs';
import { document as shape } from '#shared/content/document.ts';
import { silentLogger } from '../main/base/logger.ts';
import { compileContent } from '../main/content/content.ts';
import { openRead, sql } from '../main/db/db.ts';
import { createPool } from '../main/workers/pool.ts';
import { workersOf } from '../main/workers/workers-of.ts';
import { makeWorkspace } from './make-workspace.ts';

const { values } = parseArgs({ options: { contacts: { type: 'string', default: '100000' }, file: { type: 'string' } } });
const folder = mkdtempSync(join(tmpdir(), 'letterpress-bench-'));
const file = values.file ?? (await makeWorkspace({ folder, contacts: Number(values.contacts), events: 0 }));
const db = openRead({ file, logger: silentLogger });

const when = (value: string) => ({
  rule: {
    kind: 'group',
    match: 'all',
    rules: [{ kind: 'contact', name: 'first-name', test: { type: 'text', op: 'begins', value } }],
  },
  label: value,
});
const text = (id: string, html: string, only: object | null = null) => ({ id, kind: 'text', when: only, props: { html } });
const design = shape.parse({
  version: 1,
  kind: 'blocks',
  blocks: [
    { id: 'h', kind: 'heading', props: { text: "Dear {{ contact.first_name | default: 'friend' }}" } },
    ...Array.from({ length: 12 }, (_, at) =>
      text(`t${at}`, '<p>Rye, spelt and the plaited one, from Friday on. <b>Come early</b>, they go fast.</p>'),
    ),
    text('city', "<p>We deliver to {{ contact.fields.city | default: 'your town' }}, {{ contact.last_name }}.</p>"),
    text('a', '<p>Only for some.</p>', when('a')),
    text('b', '<p>And for others, {{ contact.first_name }}.</p>', when('b')),
    { id: 'f', kind: 'footer', props: { unsubscribe: 'Unsubscribe' } },
  ],
});
const compiled = await compileContent(db, {
  document: design,
  subject: 'For {{ contact.first_name }}',
  preheader: 'Bread',
  brand: null,
});
const total = db.value<number>(sql`SELECT count(*) FROM contacts`) ?? 0;
const query = sql`SELECT id, email, first_name AS firstName, last_name AS lastName, fields FROM contacts`;
const odd = new Uint8Array(Math.ceil((total * 2) / 8)).fill(0b10101010);

const workers = workersOf(
  createPool({ entry: new URL('../main/workers/entry.ts', import.meta.url).pathname, threads: 1, idleMs: 60_000 }),
);
const dryRun = async (limit: number): Promise<number> => {
  const begun = performance.now();
  let done = 0;
  const some = sql`${query} LIMIT ${limit}`;
  const asked = { file, query: some, compiled, people: [odd, odd] };
  for await (const state of workers.reads.dryRun(asked, { signal: new AbortController().signal })) done = state.done;
  return done / ((performance.now() - begun) / 1000);
};

const reference = (): number => {
  const engine = new Liquid({ outputEscape: 'escape' });
  const templates = engine.parse(compiled.html);
  const rows = db.all<{ firstName: string; lastName: string }>(sql`${query} LIMIT 20000`);
  const begun = performance.now();
  for (const { firstName, lastName } of rows)
    engine.renderSync(templates, { contact: { first_name: firstName, last_name: lastName, fields: {} }, when: [true, false] });
  return rows.length / ((performance.now() - begun) / 1000);
};

// The thread is begun and its code read before the clock runs.
await dryRun(2_000);
reference();
const [ours, liquid] = [await dryRun(total), reference()];
const perSecond = (value: number) => `${Math.round(value).toLocaleString('en')} a second`;
console.log(`| ${total.toLocaleString('en')} recipients, HTML of ${Math.ceil(compiled.html.length / 1024)} KB | |`);
console.log('|---|---:|');
console.log(`| dry run: HTML, text, subject, checks | ${perSecond(ours)} |`);
console.log(`| reference: Liquid alone, HTML only | ${perSecond(liquid)} |`);
console.log(`| ratio | ${(ours / liquid).toFixed(2)} |`);
console.log(`\n${ours >= 20_000 ? 'reached' : 'missed'}: at least 20,000 a second`);
if (ours < 20_000) process.exitCode = 1;

await workers.stop();
db.close();
rmSync(folder, { recursive: true, force: true });
