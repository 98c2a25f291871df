import type { Condition } from '#shared/content/conditions.ts';
import type { Document } from '#shared/content/document.ts';
import { everyBlock } from '#shared/content/walk.ts';
import { DomainError } from '../base/errors.ts';
import { bitsOf, hasBit } from '../base/id-bits.ts';
import type { Compiled } from '../content/content.ts';
import type { ReadDb } from '../db/db.ts';
import { segmentSql } from '../segments/segments.ts';
import type { AudienceTools } from './ask-audience.ts';
import { peopleQuery, personQuery } from './conditions.report.ts';
import { isLarge } from './draw.report.ts';

type Asked = { conditions: readonly Condition[]; now: number };

/** Of each condition the bits of those who fulfil it. For so few contacts that it takes no time. */
export const peopleOf = (db: ReadDb, { conditions, now }: Asked): Uint8Array[] =>
  conditions.map((condition) => bitsOf(ids(db.iterate<{ id: number }>(peopleQuery(db, { condition, now })))));

function* ids(rows: Iterable<{ id: number }>): Generator<number> {
  for (const { id } of rows) yield id;
}

/** The same off the main thread where it may take long; null where it does not, and `peopleOf` is asked when it is needed. */
export async function peopleAhead({ db, reads }: AudienceTools, { conditions, now }: Asked): Promise<Uint8Array[] | null> {
  if (!reads || !isLarge(db)) return null;
  const people: Uint8Array[] = [];
  for (const condition of conditions)
    people.push(await reads.bits({ file: db.file, query: peopleQuery(db, { condition, now }) }));
  return people;
}

/** Whether somebody sees what stands under each condition, by what `peopleOf` gave. */
export const seenBy = (people: readonly Uint8Array[], contactId: number): boolean[] =>
  people.map((bits) => hasBit(bits, contactId));

/** The same for one contact as they are now. What cannot be asked is not shown. */
export async function fulfilled(
  { db, reads }: AudienceTools,
  { conditions, now, contactId }: Asked & { contactId: number },
): Promise<boolean[]> {
  const answers: boolean[] = [];
  const large = reads && isLarge(db);
  for (const condition of conditions) {
    if (problemOf(db, condition, now) !== null) answers.push(false);
    else {
      const query = personQuery(db, { condition, now, contactId });
      const rows = large ? await reads.rows<{ is: number }>({ file: db.file, query }) : db.all<{ is: number }>(query);
      answers.push(rows[0]?.is === 1);
    }
  }
  return answers;
}

/** Each condition costs a bit for every contact and a look at it for every message. */
const MOST = 40;

/** What is wrong with the conditions of a design, each with its block: a tag or a list that is gone, say. */
export function conditionProblems(db: ReadDb, { document, now }: { document: Document; now: number }): Compiled['problems'] {
  if (document.kind !== 'blocks') return [];
  const blocks = everyBlock(document.blocks);
  const rules = new Set(blocks.flatMap(({ when }) => (when ? [JSON.stringify(when.rule)] : [])));
  const tooMany =
    rules.size > MOST
      ? [{ blockId: null, message: `A design may have up to ${MOST} different conditions; this has ${rules.size}.` }]
      : [];
  const broken = blocks.flatMap(({ id, when }) => {
    const wrong = when && problemOf(db, when, now);
    return wrong ? [{ blockId: id, message: `Its condition does not hold for anybody any more: ${wrong}` }] : [];
  });
  return [...tooMany, ...broken];
}

function problemOf(db: ReadDb, { rule }: Condition, now: number): string | null {
  try {
    segmentSql(db, { rule, now });
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}
