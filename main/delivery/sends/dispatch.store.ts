import { z } from 'zod';
import { manner, type Wave, wave } from '#shared/schema/plan.ts';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

const canaryAfter = manner.options[2].shape.after;
export type CanaryAfter = z.infer<typeof canaryAfter>;

/** Some go first; the others wait until it is over. */
export type Canary = {
  first: number;
  after: CanaryAfter;
  phase: 'running' | 'waiting' | 'over';
  since: number | null;
};

/** How a send goes out that does not simply go out at once. */
export type Dispatch = {
  sendId: number;
  recipients: number;
  waves: Wave[];
  seenAt: number;
  spreadMs: number | null;
  tokens: number;
  tokensAt: number;
  canary: Canary | null;
};

const json = <Shape extends z.ZodType>(shape: Shape) =>
  z.string().transform((text): z.output<Shape> => shape.parse(JSON.parse(text)));

const row = z.object({
  send_id: z.number(),
  recipients: z.number(),
  waves: json(z.array(wave)).nullable(),
  seen_at: z.number(),
  spread_ms: z.number().nullable(),
  tokens: z.number(),
  tokens_at: z.number(),
  canary_first: z.number().nullable(),
  canary_after: json(canaryAfter).nullable(),
  canary_phase: z.enum(['running', 'waiting', 'over']),
  canary_since: z.number().nullable(),
});

function toDispatch(found: unknown): Dispatch {
  const facts = row.parse(found);
  const { canary_first: first, canary_after: after } = facts;
  return {
    sendId: facts.send_id,
    recipients: facts.recipients,
    waves: facts.waves ?? [],
    seenAt: facts.seen_at,
    spreadMs: facts.spread_ms,
    tokens: facts.tokens,
    tokensAt: facts.tokens_at,
    canary: first === null || !after ? null : { first, after, phase: facts.canary_phase, since: facts.canary_since },
  };
}

const select = sql`SELECT d.send_id, s.recipients, d.waves, d.seen_at, d.spread_ms, d.tokens, d.tokens_at, d.canary_first,
    d.canary_after, d.canary_phase, d.canary_since
  FROM dispatches d JOIN sends s ON s.id = d.send_id`;

export function dispatchOf(db: ReadDb, sendId: number): Dispatch | null {
  const found = db.get(sql`/* dispatches.of */ ${select} WHERE d.send_id = ${sendId}`);
  return found ? toDispatch(found) : null;
}

/** Those of sends that may still bring messages out. */
export const openDispatches = (db: ReadDb): (Dispatch & { isSending: boolean })[] =>
  db
    .all<{ id: number; state: string }>(sql`/* dispatches.open */
      SELECT id, state FROM sends WHERE state IN ('sending', 'paused') AND id IN (SELECT send_id FROM dispatches)`)
    .flatMap(({ id, state }) => {
      const found = dispatchOf(db, id);
      return found ? [{ ...found, isSending: state === 'sending' }] : [];
    });

export function insertDispatch(
  db: WriteDb,
  added: {
    sendId: number;
    waves: readonly Wave[];
    spreadMs: number | null;
    canary: Pick<Canary, 'first' | 'after'> | null;
    now: number;
  },
): void {
  const { canary, now } = added;
  db.run(sql`/* dispatches.insert */
    INSERT INTO dispatches (send_id, waves, seen_at, spread_ms, tokens_at, canary_first, canary_after, canary_phase)
    VALUES (${added.sendId}, ${added.waves.length > 0 ? JSON.stringify(added.waves) : null}, ${now}, ${added.spreadMs}, ${now},
      ${canary?.first ?? null}, ${canary ? JSON.stringify(canary.after) : null}, ${canary ? 'running' : 'over'})`);
}

export const setSeen = (db: WriteDb, { sendId, now }: { sendId: number; now: number }): void =>
  void db.run(sql`/* dispatches.seen */ UPDATE dispatches SET seen_at = ${now} WHERE send_id = ${sendId}`);

export const setTokens = (db: WriteDb, left: { sendId: number; tokens: number; now: number }): void =>
  void db.run(sql`/* dispatches.tokens */
    UPDATE dispatches SET tokens = ${left.tokens}, tokens_at = ${left.now} WHERE send_id = ${left.sendId}`);

export const setCanary = (db: WriteDb, change: Omit<Canary, 'first'> & { sendId: number }): void =>
  void db.run(sql`/* dispatches.canary */
    UPDATE dispatches SET canary_phase = ${change.phase}, canary_since = ${change.since}, canary_after = ${JSON.stringify(change.after)}
    WHERE send_id = ${change.sendId}`);
