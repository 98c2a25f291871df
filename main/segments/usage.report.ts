import { type Leaf, leavesOf } from '#shared/schema/rule.ts';
import { likeAnywhere, type ReadDb, sql } from '../db/db.ts';
import { listSegments, type Segment } from './segments.store.ts';

/** What would not mean the same any more without something. */
export type Usage = { campaigns: string[]; segments: string[] };

/** Campaigns that are not sent yet and name a segment as audience or exclusion, and segments that build on it. */
export const usageOfSegment = (db: ReadDb, publicId: string): Usage => ({
  campaigns: campaignsNaming(db, publicId),
  segments: namesOf(segmentsWith(db, (leaf) => leaf.kind === 'segment' && leaf.segmentId === publicId)),
});

const campaignsNaming = (db: ReadDb, publicId: string): string[] =>
  db
    .all<{ name: string }>(
      sql`/* segments.campaigns */ SELECT name FROM campaigns WHERE audience LIKE ${likeAnywhere(`"${publicId}"`)} ESCAPE '\\'
        AND NOT EXISTS (SELECT 1 FROM sends WHERE sends.campaign_id = campaigns.id) ORDER BY name COLLATE NOCASE`,
    )
    .map(({ name }) => name);

const segmentsWith = (db: ReadDb, uses: (leaf: Leaf) => boolean): Segment[] =>
  listSegments(db).filter(({ rule }) => rule !== null && leavesOf(rule).some(uses));
const namesOf = (segments: readonly Segment[]): string[] => segments.map(({ name }) => name);

/** Names of the segments whose rule asks for a field, by its key. */
export const segmentsUsingField = (db: ReadDb, key: string): string[] =>
  namesOf(segmentsWith(db, (leaf) => leaf.kind === 'field' && leaf.key === key));

/** Names of the segments whose rule asks for a tag, by its public id. */
export const segmentsUsingTag = (db: ReadDb, tagId: string): string[] =>
  namesOf(segmentsWith(db, (leaf) => leaf.kind === 'tag' && leaf.tagId === tagId));

/** Names of the segments whose rule asks for a list, by its public id. */
export const segmentsUsingList = (db: ReadDb, listId: string): string[] =>
  namesOf(segmentsWith(db, (leaf) => leaf.kind === 'list' && leaf.listId === listId));
