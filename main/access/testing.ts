import { join } from 'node:path';
import { silentLogger } from '../base/logger.ts';
import type { WriteDb } from '../db/db.ts';
import { temporaryFolder } from '../db/testing.ts';
import { openRegistry, prepareRegistry } from './access.ts';

/** A registry on a real file, as the first start leaves it. `close` removes it. */
export async function testRegistry(): Promise<{ registry: WriteDb; workspaceId: string; folder: string; close: () => void }> {
  const { folder, remove } = temporaryFolder();
  const registry = await openRegistry({ file: join(folder, 'registry.db'), logger: silentLogger });
  const { workspaceId } = prepareRegistry(registry);
  return {
    registry,
    workspaceId,
    folder,
    close: () => {
      registry.close();
      remove();
    },
  };
}
