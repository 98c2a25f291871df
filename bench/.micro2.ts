import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { newId } from '/work/main/main/base/ids.ts';
import { contacts } from '/work/main/main/db/migrations/workspace/0010-contacts.ts';

const N = 100000;
const cpu = () => {
  const c = process.threadCpuUsage();
  return (c.user + c.system) / 1000;
};
for (const mode of ['single', 'json', 'single', 'json']) {
  for (const s of ['', '-wal', '-shm']) rmSync('/tmp/w/imp/d/m.db' + s, { force: true });
  const db = new Database('/tmp/w/imp/d/m.db');
  db.pragma('journal_mode=WAL');
  db.pragma('synchronous=NORMAL');
  db.pragma('cache_size=-65536');
  db.pragma('wal_autocheckpoint=4000');
  db.exec('create table brands(id integer primary key)');
  db.exec(contacts.up as string);
  db.exec("insert into lists(id,public_id,name,created_at,updated_at) values(1,'a','a',1,1)");
  db.exec(
    `with recursive c(i) as (select 1 union all select i+1 from c where i<${N}) insert into contacts(id,public_id,email,email_key,created_at,updated_at) select i,i,i,i,1,1 from c`,
  );
  const cols =
    'INSERT INTO memberships (public_id, contact_id, list_id, status, consent_method, consent_source, consent_at, confirmed_at, unsubscribed_at, created_at, updated_at) ';
  const one = db.prepare(cols + 'VALUES (?,?,?,?,?,?,?,?,?,?,?)');
  const json = db.prepare(
    cols + "SELECT value->>0,value->>1,?,value->>2,?,?,value->>3,NULL,iif(value->>2='unsubscribed',?,NULL),?,? FROM json_each(?)",
  );
  let commit = 0;
  const t = cpu();
  for (let i = 0; i < N; i += 1000) {
    db.exec('BEGIN IMMEDIATE');
    const now = Date.now();
    if (mode === 'json') {
      const a = [];
      for (let j = i; j < i + 1000; j++) a.push([newId(), j + 1, 'subscribed', null]);
      json.run(1, 'import', 'bench', now, now, now, JSON.stringify(a));
    } else
      for (let j = i; j < i + 1000; j++) one.run(newId(), j + 1, 1, 'subscribed', 'import', 'bench', null, null, null, now, now);
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
