import type { brandsRpc } from '#shared/rpc/content.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { changeBrand, createBrand, listBrands, removeBrand } from '../content/content.ts';
import type { Workspace } from '../workspace.ts';

export const brandsHandlers = ({ db, clock, changes }: Workspace) =>
  ({
    all: () => listBrands(db).map(({ publicId, ...brand }) => ({ ...brand, id: publicId })),
    create: (facts) => {
      const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
      const { publicId } = createBrand(db, { ...given, name: facts.name, now: clock() });
      changes.announce('brands');
      return { id: publicId };
    },
    change: (change) => {
      changeBrand(db, { ...change, now: clock() });
      changes.announce('brands', 'campaigns');
      return {};
    },
    remove: ({ id }) => {
      removeBrand(db, id);
      changes.announce('brands', 'campaigns', 'lists');
      return {};
    },
  }) satisfies Handlers<typeof brandsRpc>;
