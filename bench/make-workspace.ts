// A data folder of any size, as fast as SQLite takes rows: contacts with fields, lists, tags and suppressions, campaigns
// that were sent, with their messages, and events. The same numbers make the same people and the same history each time.
// `npm run bench -- make-workspace --contacts 1000000 --events 10000000 --to FOLDER`
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { openRegistry, prepareRegistry } from '../main/access/access.ts';
import { createFileSecrets } from '../main/base/file-secrets.ts';
import { silentLogger } from '../main/base/logger.ts';
import { paths } from '../main/base/paths.ts';
import { openWrite, workspaceMigrations } from '../main/db/db.ts';
import { addTestInbox } from '../main/sample/sample.ts';
import { makeHistory } from './workspace-history.ts';
import { makePeople } from './workspace-people.ts';

/** Rows are written as they were at this version; what later ones derive from them, they derive by themselves. */
const FILLED_AT = 90;

/** Returns the file of the workspace's database. A folder that has data is left alone. */
export async function makeWorkspace(size: { folder: string; contacts: number; events: number }): Promise<string> {
  const places = paths(size.folder);
  if (existsSync(places.registry)) throw new Error(`There is data in ${size.folder} already.`);
  const registry = await openRegistry({ file: places.registry, logger: silentLogger });
  const { workspaceId } = prepareRegistry(registry);
  registry.close();
  const file = places.workspaceDb(workspaceId);
  const open = (migrations: typeof workspaceMigrations) => openWrite({ file, logger: silentLogger, migrations, create: true });
  const db = await open(workspaceMigrations.filter(({ version }) => version <= FILLED_AT));
  const seal = { seal: (text: string) => text, open: (text: string) => text };
  const secrets = createFileSecrets({ file: places.secrets, seal });
  addTestInbox({ db, clock: Date.now, secrets });
  db.close();
  const raw = new Database(file);
  quickly(raw, () => {
    makePeople(raw, size.contacts);
    makeHistory(raw, size);
  });
  raw.close();
  (await open(workspaceMigrations)).close();
  for (const name of readdirSync(dirname(file))) if (/before|backup/.test(name)) rmSync(join(dirname(file), name));
  return file;
}

/** Without journal and without waiting for the disk; indexes are built once, when all rows are there. */
function quickly(db: Database.Database, fill: () => void): void {
  db.pragma('journal_mode = DELETE');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -1500000');
  db.pragma('foreign_keys = OFF');
  const indexes = db
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        AND tbl_name IN ('contacts', 'contact_tags', 'memberships', 'messages', 'events', 'suppressions')`,
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  db.exec('BEGIN');
  fill();
  for (const index of indexes) db.exec(index.sql);
  db.exec('COMMIT');
  db.pragma('journal_mode = WAL');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      contacts: { type: 'string', default: '100000' },
      events: { type: 'string', default: '1000000' },
      to: { type: 'string' },
    },
  });
  if (!values.to) throw new Error('Say where, with --to FOLDER.');
  const begun = performance.now();
  const file = await makeWorkspace({ folder: values.to, contacts: Number(values.contacts), events: Number(values.events) });
  console.log(`${file}, made in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}
