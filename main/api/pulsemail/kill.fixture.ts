// The local server over the data in a folder, in a process that can be killed. It opens the data when it is told to, and says
// its port then, and at the first start a key.
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { newTransport } from '#shared/rpc/transports.ts';
import { createKey, openRegistry, prepareRegistry } from '../../access/access.ts';
import { silentLogger } from '../../base/logger.ts';
import { createBrand } from '../../content/content.ts';
import { createTransport } from '../../delivery/delivery.ts';
import { memorySecrets } from '../../delivery/testing.ts';
import { openWorkspace } from '../../workspace.ts';
import { buildServer } from '../server.ts';
import { pulsemail } from './plugin.ts';

const [folder = ''] = process.argv.slice(2);
await once(process.stdin, 'data');
mkdirSync(folder, { recursive: true });
const registry = await openRegistry({ file: join(folder, 'registry.db'), logger: silentLogger });
const { workspaceId } = prepareRegistry(registry);
const place = join(folder, 'workspaces', workspaceId);
const isFirst = !existsSync(place);
const workspace = await openWorkspace({
  id: workspaceId,
  folder: place,
  create: isFirst,
  logger: silentLogger,
  secrets: memorySecrets(),
  resolveSource: () => {
    throw new Error('nothing was uploaded');
  },
});
const { db, secrets } = workspace;
const now = Date.now();
let key = '';
if (isFirst) {
  key = createKey(registry, { workspaceId, dialect: 'pulsemail' }).key;
  createTransport(db, { transport: newTransport.parse({ kind: 'inbox' }), secrets, now });
  createBrand(db, { name: 'Bakery', fromName: 'Anna', fromEmail: 'anna@bakery.example', postalAddress: 'Bread Street 1', now });
}
await workspace.start({ deliver: true });
const server = await buildServer({
  registry,
  logger: silentLogger,
  version: '0.0.0',
  workspaceOf: () => workspace,
  loginWorkspaceId: () => workspaceId,
  dialects: [pulsemail],
  rates: { perKey: 1_000_000, perWorkspace: 1_000_000 },
});
await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${JSON.stringify({ port: (server.server.address() as AddressInfo).port, key })}\n`);
