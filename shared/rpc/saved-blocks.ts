import { z } from 'zod';
import { block } from '../content/document.ts';
import { id, none, time, withId } from '../schema/shapes.ts';
import { call } from './contract.ts';

const name = z.string().trim().min(1).max(100);
const blocks = z.array(block).min(1).max(100);

const savedBlock = z.object({ id, name, blocks, createdAt: time });
export type SavedBlock = z.infer<typeof savedBlock>;

/** Blocks that somebody keeps under a name, to put them into other campaigns. */
export const savedBlocksRpc = {
  all: call(none, z.array(savedBlock)),
  create: call(z.object({ name, blocks }), withId),
  change: call(withId.extend({ name }), none),
  remove: call(withId, none),
};
