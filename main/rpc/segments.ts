import type { Handlers } from '#shared/rpc/contract.ts';
import type { Segment as Facts, segmentsRpc } from '#shared/rpc/segments.ts';
import { requireContacts } from '../contacts/contacts.ts';
import {
  addMembers,
  changeSegment,
  createSegment,
  duplicateSegment,
  inSegment,
  linksOf,
  listSegments,
  matches,
  namesOfEvents,
  removeSegment,
  requireSegment,
  type Segment,
  segmentSql,
  takeMembers,
  usageOfSegment,
} from '../segments/segments.ts';
import type { Workspace } from '../workspace.ts';
import { chosenIds } from './selection.ts';

export const segmentsHandlers = ({ db, clock, changes, segments }: Workspace) => {
  const factsOf = ({ publicId, name, rule, createdAt, updatedAt }: Segment): Facts => ({
    id: publicId,
    name,
    rule,
    usedBy: usageOfSegment(db, publicId),
    createdAt,
    updatedAt,
  });
  return {
    all: () => listSegments(db).map(factsOf),
    get: ({ id }) => factsOf(requireSegment(db, id)),
    create: ({ name, rule }) => {
      const id = createSegment(db, { name, rule, now: clock() });
      changes.announce('segments');
      return { id };
    },
    change: ({ id, name, rule }) => {
      changeSegment(db, { id, name, rule, now: clock() });
      changes.announce('segments', 'contacts');
      return {};
    },
    duplicate: ({ id }) => {
      const copy = duplicateSegment(db, { id, now: clock() });
      changes.announce('segments');
      return { id: copy };
    },
    remove: async ({ id }) => {
      await removeSegment(db, id);
      changes.announce('segments');
      return {};
    },
    count: async ({ rule }, { signal }) => ({ count: await segments.count(rule, { signal }) }),
    preview: async ({ rule }, { signal }) => ({ people: matches(db, await segments.first(rule, { limit: 8, signal })) }),
    freeze: async ({ id, name }) => {
      requireSegment(db, id);
      return { id: await segments.collect({ name, among: segmentSql(db, { rule: inSegment(id), now: clock() }) }) };
    },
    collect: async ({ name, who }) => ({ id: await segments.collect({ name, among: chosenIds(db, who) }) }),
    addMembers: ({ id, contactIds }) => {
      const added = addMembers(db, { id, contactIds: requireContacts(db, contactIds), now: clock() });
      changes.announce('segments', 'contacts');
      return { added };
    },
    takeMembers: ({ id, contactIds }) => {
      const taken = takeMembers(db, { id, contactIds: requireContacts(db, contactIds), now: clock() });
      changes.announce('segments', 'contacts');
      return { taken };
    },
    eventNames: () => namesOfEvents(db),
    links: ({ campaignId }) => linksOf(db, campaignId),
  } satisfies Handlers<typeof segmentsRpc>;
};
