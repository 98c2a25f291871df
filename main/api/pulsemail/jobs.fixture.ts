/**
 * A process of its own with the workspace in a folder, that can be killed: `node jobs.fixture.ts FOLDER [ROWS]`. With rows it
 * begins an import of so many, as a program asks for it; otherwise it goes on with what was cut off. Says when it has begun.
 */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { importOptions } from '#shared/rpc/imports.ts';
import { silentLogger } from '../../base/logger.ts';
import { memorySecrets } from '../../delivery/testing.ts';
import { createList } from '../../lists/lists.ts';
import { openWorkspace } from '../../workspace.ts';
import { attend, goOnWithJobs, keepFile } from './jobs.ts';

const [folder = '', rows = ''] = process.argv.slice(2);
const workspace = await openWorkspace({
  id: 'w',
  folder,
  create: !existsSync(folder),
  logger: silentLogger,
  secrets: memorySecrets(),
  resolveSource: (source) => {
    if ('path' in source) return { path: source.path, fileName: basename(source.path) };
    throw new Error('nothing was uploaded');
  },
});
await workspace.start({ deliver: true });
if (rows !== '') {
  const { publicId: listId } = createList(workspace.db, { name: 'Town', now: Date.now() });
  const lines = Array.from({ length: Number(rows) }, (_, nth) => `p${nth}@town.example,${nth}`);
  const { imports } = workspace;
  const { path, drop } = await keepFile(workspace, ['email,number', ...lines].join('\n'));
  const { reading } = await imports.preview({ path });
  const options = importOptions.parse({
    reading: { ...reading, header: true },
    mapping: [{ to: 'email' }, { to: 'newField', label: 'Number', type: 'text' }],
    list: { id: listId },
    existing: 'skip',
    status: 'subscribed',
    consentSource: 'fair',
  });
  attend(workspace, { id: await imports.start({ path }, options), drop });
}
await goOnWithJobs(workspace);
process.stdout.write('begun\n');
