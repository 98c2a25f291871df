import type { Handlers } from '#shared/rpc/contract.ts';
import type { writingRpc } from '#shared/rpc/writing.ts';
import { convertDocument, importDesign, requireBrand } from '../content/content.ts';
import type { Workspace } from '../workspace.ts';

export const writingHandlers = ({ db, clock, changes }: Workspace) =>
  ({
    convert: ({ document, to, brandId }) => convertDocument(document, to, brandId ? requireBrand(db, brandId) : null),
    importFile: async ({ fileName, data }) => {
      const found = await importDesign(db, { fileName, data: Buffer.from(data, 'base64'), now: clock() });
      if (found.images > 0) changes.announce('media');
      return found;
    },
  }) satisfies Handlers<typeof writingRpc>;
