import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { newId } from '/work/main/main/base/ids.ts';
import { contacts } from '/work/main/main/db/migrations/workspace/0010-contacts.ts';

const N = 50000;
const cpu = () => {
  const c = process.threadCpuUsage();
  return (c.user + c.system) / 1000;
};
const rows = Array.from(
  { length: N },
  (_, i) =>
    [
      i + 1,
      newId(),
      `anna.${((i * 7919) % N).toString(36)}@example.com`,
      `anna.${((i * 7919) % N).toString(36)}@example.com`,
      'Anna',
      'Müller',
      `anna.${i}@example.com anna muller`,
      `muller anna ${i % 997}`,
      '{"ort":"Köln","umsatz":12.5,"geburtstag":"1999-01-01"}',
      1,
      1,
    ] as const,
);
for (const mode of ['multi50', 'json', 'single', 'multi100', 'json-noname', 'multi50']) {
  for (const s of ['', '-wal', '-shm']) rmSync('/tmp/w/imp/d/m.db' + s, { force: true });
  const db = new Database('/tmp/w/imp/d/m.db');
  db.pragma('journal_mode=WAL');
  db.pragma('synchronous=NORMAL');
  db.pragma('cache_size=-65536');
  db.pragma('wal_autocheckpoint=8000');
  db.exec(contacts.up as string);
  if (mode === 'json-noname') db.exec('DROP INDEX contacts_by_name');
  const cols =
    'INSERT INTO contacts (id,public_id,email,email_key,first_name,last_name,search,name_key,fields,created_at,updated_at) ';
  const k = mode === 'multi100' ? 100 : 50;
  const multi = db.prepare(cols + 'VALUES ' + Array(k).fill('(?,?,?,?,?,?,?,?,?,?,?)').join(','));
  const one = db.prepare(cols + 'VALUES (?,?,?,?,?,?,?,?,?,?,?)');
  const json = db.prepare(
    cols +
      'SELECT value->>0,value->>1,value->>2,value->>3,value->>4,value->>5,value->>6,value->>7,value->>8,value->>9,value->>10 FROM json_each(?)',
  );
  let commit = 0;
  const t = cpu();
  for (let i = 0; i < N; i += 1000) {
    db.exec('BEGIN IMMEDIATE');
    const s = rows.slice(i, i + 1000);
    if (mode.startsWith('multi')) for (let j = 0; j < 1000; j += k) multi.run(...s.slice(j, j + k).flat());
    else if (mode.startsWith('json')) json.run(JSON.stringify(s));
    else for (const r of s) one.run(...r);
    const c = cpu();
    db.exec('COMMIT');
    commit += cpu() - c;
  }
  console.log(
    mode,
    (cpu() - t).toFixed(0),
    'ms cpu total, commit',
    commit.toFixed(0),
    'us/row',
    (((cpu() - t) * 1000) / N).toFixed(1),
  );
  db.close();
}
const t = cpu();
for (let i = 0; i < 100000; i++) newId();
console.log('newId us', (cpu() - t) / 100);
