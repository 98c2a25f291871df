import type { brandsRpc } from '#shared/rpc/content.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { changeBrand, createBrand, listBrands, removeBrand } from '../content/content.ts';
import { listTransports, requireTransport } from '../delivery/delivery.ts';
import type { Workspace } from '../workspace.ts';

export const brandsHandlers = ({ db, clock, changes }: Workspace) => {
  /** The account of a brand by the id that is known inside. */
  const inside = <Facts extends { transportId?: string | null | undefined }>({ transportId, ...facts }: Facts) => ({
    ...facts,
    transportId: typeof transportId === 'string' ? requireTransport(db, transportId).id : transportId,
  });
  return {
    all: () => {
      const transports = listTransports(db);
      return listBrands(db).map(({ publicId, transportId, ...brand }) => ({
        ...brand,
        id: publicId,
        transportId: transports.find(({ id }) => id === transportId)?.publicId ?? null,
      }));
    },
    create: (facts) => {
      const given = Object.fromEntries(Object.entries(inside(facts)).filter(([, value]) => value !== undefined));
      const { publicId } = createBrand(db, { ...given, name: facts.name, now: clock() });
      changes.announce('brands');
      return { id: publicId };
    },
    change: (change) => {
      changeBrand(db, { ...inside(change), now: clock() });
      changes.announce('brands', 'campaigns');
      return {};
    },
    remove: ({ id }) => {
      removeBrand(db, id);
      changes.announce('brands', 'campaigns', 'lists');
      return {};
    },
  } satisfies Handlers<typeof brandsRpc>;
};
