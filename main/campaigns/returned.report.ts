import { sql } from '../db/db.ts';

/** Ids of messages, to be spliced into another statement: the few that came back, found by an index of their own. */
export const bouncedForGood = sql`SELECT message_id FROM evidence WHERE what = 'bounced' AND permanent = 1`;
export const complained = sql`SELECT message_id FROM evidence WHERE what = 'complained'`;
