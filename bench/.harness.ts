import { rmSync } from 'node:fs';
import { makeCsv } from '/work/main/bench/make-csv.ts';
import { createChanges } from '/work/main/main/base/changes.ts';
import { silentLogger } from '/work/main/main/base/logger.ts';
import { openWrite, sql, workspaceMigrations } from '/work/main/main/db/db.ts';
import { commitSlice } from '/work/main/main/imports/commit.ts';
import { insertImport } from '/work/main/main/imports/imports.store.ts';
import { parseRows } from '/work/main/main/imports/parse.ts';
import { prepareImport } from '/work/main/main/imports/prepare.ts';
import { previewFile } from '/work/main/main/imports/preview.ts';

const n = Number(process.argv[2] ?? 50000);
const f = '/tmp/w/imp/d/p.csv';
await makeCsv({ file: f, rows: n });
rmSync('/tmp/w/imp/d/x.db', { force: true });
rmSync('/tmp/w/imp/d/x.db-wal', { force: true });
rmSync('/tmp/w/imp/d/x.db-shm', { force: true });
const db = await openWrite({ file: '/tmp/w/imp/d/x.db', logger: silentLogger, migrations: workspaceMigrations, create: true });
for (const p of (process.env.V ?? '').split(';').filter(Boolean)) db.run({ text: p, values: [], isSql: true });
const cpu = () => {
  const c = process.threadCpuUsage();
  return (c.user + c.system) / 1000;
};
const t0 = cpu();
const pv = await previewFile(db, { path: f, fileName: 'p.csv' });
console.log('preview', (cpu() - t0).toFixed(0), 'ms cpu');
const options = {
  reading: pv.reading,
  mapping: pv.columns.map((c) => c.guess),
  list: { newName: 'P' },
  existing: 'fill' as const,
  status: 'subscribed' as const,
  consentSource: 'b',
  tags: [],
};
const { job, listId } = db.transaction(() => prepareImport(db, { path: f, options, now: 1 }));
const id = insertImport(db, { publicId: 'a' + process.pid, fileName: 'p', bytes: 1, listId, options, columns: [], now: 1 });
const t1 = cpu();
const slices = [];
for await (const s of parseRows(job, new AbortController().signal)) slices.push(s);
console.log('parse', (cpu() - t1).toFixed(0), 'ms cpu', (((cpu() - t1) * 1000) / n).toFixed(1), 'us/row');
for (const pass of [1, 2]) {
  const t2 = cpu();
  const w = performance.now();
  const max = 0;
  const list: number[] = [];
  const terms = { importId: id, fileName: 'p', listId, existing: 'fill' as const, consentSource: 'b', tags: [], now: Date.now() };
  for (const s of slices) {
    const a = performance.now();
    commitSlice(db, terms, s);
    list.push(performance.now() - a);
  }
  list.sort((a, b) => a - b);
  console.log(
    'commit pass',
    pass,
    (cpu() - t2).toFixed(0),
    'ms cpu',
    (((cpu() - t2) * 1000) / n).toFixed(1),
    'us/row; wall',
    (performance.now() - w).toFixed(0),
    'max slice',
    list.at(-1)!.toFixed(0),
    'p50',
    list[list.length >> 1]!.toFixed(1),
  );
}
const t3 = performance.now();
const st = structuredClone(slices.slice(0, 20));
console.log('clone us/row', (((performance.now() - t3) * 1000) / 20000).toFixed(2), st.length);
db.close();
