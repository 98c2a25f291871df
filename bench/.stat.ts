import Database from 'better-sqlite3';

const db = new Database('/tmp/w/imp/d/x.db');
try {
  console.log(db.prepare('select name,count(*) pages,sum(pgsize)/1e6 mb from dbstat group by name order by 2 desc').all());
} catch (e) {
  console.log(String(e));
}
