import { z } from 'zod';
import { count, id, none, withId } from '../schema/shapes.ts';
import { tagColor } from '../schema/words.ts';
import { call } from './contract.ts';

const name = z.string().trim().min(1).max(60);

const tag = z.object({ id, name: z.string(), color: tagColor, contacts: count });
export type Tag = z.infer<typeof tag>;

export const tagsRpc = {
  all: call(none, z.array(tag)),
  create: call(z.object({ name, color: tagColor.default('gray') }), withId),
  change: call(withId.extend({ name: name.optional(), color: tagColor.optional() }), none),
  /** Names of what asks for a tag, and would find nobody by it any more. */
  usage: call(withId, z.object({ segments: z.array(z.string()), campaigns: z.array(z.string()) })),
  /** Everybody with the one gets the other, and the one is gone. */
  merge: call(withId.extend({ intoId: id }), z.object({ moved: count })),
  remove: call(withId, none),
};
