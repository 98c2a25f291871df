import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { openWrite, registryMigrations } from '../db/db.ts';
import { temporaryFolder } from '../db/testing.ts';
import { createWorkspace, openRegistry, ratesOf, setRates } from './access.ts';

it('a registry of the first version learns of limits, of which each workspace has its own or none', async () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'registry.db');
  const old = await openWrite({
    file,
    logger: silentLogger,
    migrations: registryMigrations.filter(({ version }) => version < 20),
    create: true,
  });
  const [first, second] = ['Bakery', 'Gallery'].map((name) => createWorkspace(old, { name }).id);
  old.close();
  const registry = await openRegistry({ file, logger: silentLogger });
  const workspaceId = first ?? '';
  expect(ratesOf(registry, workspaceId)).toBeNull();
  setRates(registry, { workspaceId, rates: { perKey: 120, perWorkspace: 1200 } });
  setRates(registry, { workspaceId, rates: { perKey: 600, perWorkspace: 6000 } });
  expect(ratesOf(registry, workspaceId)).toEqual({ perKey: 600, perWorkspace: 6000 });
  expect(ratesOf(registry, second ?? '')).toBeNull();
  setRates(registry, { workspaceId, rates: null });
  expect(ratesOf(registry, workspaceId)).toBeNull();
  registry.close();
  remove();
});
