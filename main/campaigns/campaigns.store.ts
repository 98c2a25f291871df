import { z } from 'zod';
import { type Document, document } from '#shared/content/document.ts';
import { type Audience, audience } from '#shared/rpc/campaigns.ts';
import { type Plan, plan } from '#shared/schema/plan.ts';
import { type CampaignStatus, type SendState, sendState } from '#shared/schema/words.ts';
import { notFound } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import { type ReadDb, type Sql, sql, sqlJoin, type WriteDb } from '../db/db.ts';
import { statusOf } from './status.ts';

/** What is to be said, to whom and when. The status follows from the rest. */
export type Campaign = {
  id: number;
  publicId: string;
  name: string;
  status: CampaignStatus;
  brand: Key | null;
  /** Null takes the default one. */
  transport: Key | null;
  subject: string;
  preheader: string;
  document: Document;
  audience: Audience;
  trackOpens: boolean;
  trackClicks: boolean;
  revision: number;
  testedRevision: number;
  /** The moment that the plan's time means today; null for what is not scheduled. */
  scheduledAt: number | null;
  /** When and how it goes out, as it was scheduled last. */
  plan: Plan | null;
  /** When it was due and nothing ran that could have sent it. */
  missedAt: number | null;
  archived: boolean;
  /** Why a scheduled campaign was not sent; mostly empty. */
  note: string;
  createdAt: number;
  updatedAt: number;
  /** The latest dispatch. */
  send: (Key & { state: SendState }) | null;
};

/** The same thing as it is known inside and outside. */
type Key = { id: number; publicId: string };

const json = <Shape extends z.ZodType>(shape: Shape) =>
  z.string().transform((text): z.output<Shape> => shape.parse(JSON.parse(text)));

const row = z.object({
  id: z.number(),
  public_id: z.string(),
  name: z.string(),
  brand_id: z.number().nullable(),
  brand_public_id: z.string().nullable(),
  transport_id: z.number().nullable(),
  transport_public_id: z.string().nullable(),
  subject: z.string(),
  preheader: z.string(),
  document: json(document),
  audience: json(audience),
  track_opens: z.number(),
  track_clicks: z.number(),
  revision: z.number(),
  tested_revision: z.number(),
  scheduled_at: z.number().nullable(),
  plan: json(plan).nullable(),
  missed_at: z.number().nullable(),
  archived_at: z.number().nullable(),
  note: z.string(),
  created_at: z.number(),
  updated_at: z.number(),
  send_id: z.number().nullable(),
  send_public_id: z.string().nullable(),
  send_state: sendState.nullable(),
});

function toCampaign(found: unknown): Campaign {
  const facts = row.parse(found);
  const send = keyOf(facts.send_id, facts.send_public_id);
  return {
    id: facts.id,
    publicId: facts.public_id,
    name: facts.name,
    status: statusOf({ scheduledAt: facts.scheduled_at, send: facts.send_state }),
    brand: keyOf(facts.brand_id, facts.brand_public_id),
    transport: keyOf(facts.transport_id, facts.transport_public_id),
    subject: facts.subject,
    preheader: facts.preheader,
    document: facts.document,
    audience: facts.audience,
    trackOpens: facts.track_opens === 1,
    trackClicks: facts.track_clicks === 1,
    revision: facts.revision,
    testedRevision: facts.tested_revision,
    scheduledAt: facts.scheduled_at,
    plan: facts.plan,
    missedAt: facts.missed_at,
    archived: facts.archived_at !== null,
    note: facts.note,
    createdAt: facts.created_at,
    updatedAt: facts.updated_at,
    send: send && facts.send_state ? { ...send, state: facts.send_state } : null,
  };
}

const keyOf = (id: number | null, publicId: string | null): Key | null =>
  id === null || publicId === null ? null : { id, publicId };

const select = sql`
  SELECT c.id, c.public_id, c.name, b.id AS brand_id, b.public_id AS brand_public_id, t.id AS transport_id,
    t.public_id AS transport_public_id, c.subject, c.preheader, c.document, c.audience, c.track_opens, c.track_clicks,
    c.revision, c.tested_revision, c.scheduled_at, c.plan, c.missed_at, c.archived_at, c.note, c.created_at, c.updated_at,
    s.id AS send_id, s.public_id AS send_public_id, s.state AS send_state
  FROM campaigns c
  LEFT JOIN brands b ON b.id = c.brand_id
  LEFT JOIN transports t ON t.id = c.transport_id AND t.removed_at IS NULL
  LEFT JOIN sends s ON s.id = (SELECT max(id) FROM sends WHERE campaign_id = c.id)`;

export function getCampaign(db: ReadDb, publicId: string): Campaign | null {
  const found = db.get(sql`/* campaigns.get */ ${select} WHERE c.public_id = ${publicId}`);
  return found ? toCampaign(found) : null;
}

export function requireCampaign(db: ReadDb, publicId: string): Campaign {
  const found = getCampaign(db, publicId);
  if (!found) throw notFound('campaigns.unknown', 'There is no such campaign.');
  return found;
}

/** Oldest first, archived ones included. */
export const listCampaigns = (db: ReadDb): Campaign[] => db.all(sql`/* campaigns.all */ ${select} ORDER BY c.id`).map(toCampaign);

/** Public ids of the campaigns whose time has come, the earliest first. */
function listDue(db: ReadDb, now: number): string[] {
  return db
    .all<{ id: string }>(
      sql`/* campaigns.due */ SELECT public_id AS id FROM campaigns
        WHERE scheduled_at IS NOT NULL AND scheduled_at <= ${now} ORDER BY scheduled_at`,
    )
    .map((due) => due.id);
}

/** Public ids of the campaigns that wait for their time. */
export const listScheduled = (db: ReadDb): string[] => listDue(db, Number.MAX_SAFE_INTEGER);

/** What a person decides about a campaign, apart from who and what sends it. */
export type Said = Pick<Campaign, 'name' | 'subject' | 'preheader' | 'document' | 'audience' | 'trackOpens' | 'trackClicks'>;

type CampaignFacts = Said & { brandId: number | null; transportId: number | null };

export function insertCampaign(db: WriteDb, facts: CampaignFacts & { now: number }): string {
  const publicId = newId(facts.now);
  db.run(sql`/* campaigns.create */ INSERT INTO campaigns (public_id, name, brand_id, transport_id, subject, preheader,
      document, audience, track_opens, track_clicks, created_at, updated_at)
    VALUES (${publicId}, ${facts.name}, ${facts.brandId}, ${facts.transportId}, ${facts.subject}, ${facts.preheader},
      ${JSON.stringify(facts.document)}, ${JSON.stringify(facts.audience)}, ${facts.trackOpens}, ${facts.trackClicks},
      ${facts.now}, ${facts.now})`);
  return publicId;
}

type Columns = CampaignFacts & {
  revision: number;
  testedRevision: number;
  scheduledAt: number | null;
  plan: Plan | null;
  missedAt: number | null;
  archivedAt: number | null;
  note: string;
  updatedAt: number;
};

/** What is undefined stays as it is. */
type CampaignChange = { [Name in keyof Columns]?: Columns[Name] | undefined };

const COLUMNS: Record<keyof Columns, string> = {
  name: 'name',
  brandId: 'brand_id',
  transportId: 'transport_id',
  subject: 'subject',
  preheader: 'preheader',
  document: 'document',
  audience: 'audience',
  trackOpens: 'track_opens',
  trackClicks: 'track_clicks',
  revision: 'revision',
  testedRevision: 'tested_revision',
  scheduledAt: 'scheduled_at',
  plan: 'plan',
  missedAt: 'missed_at',
  archivedAt: 'archived_at',
  note: 'note',
  updatedAt: 'updated_at',
};

export function updateCampaign(db: WriteDb, id: number, change: CampaignChange): void {
  const parts: Sql[] = [];
  for (const name of Object.keys(COLUMNS) as (keyof CampaignChange)[]) {
    const value = change[name];
    if (value === undefined) continue;
    const stored = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
    // The column's name comes from the table above, never from outside.
    parts.push({ text: `${COLUMNS[name]} = ?`, values: [typeof stored === 'boolean' ? Number(stored) : stored], isSql: true });
  }
  if (parts.length > 0) db.run(sql`/* campaigns.change */ UPDATE campaigns SET ${sqlJoin(parts)} WHERE id = ${id}`);
}

export function deleteCampaign(db: WriteDb, id: number): void {
  db.run(sql`/* campaigns.remove */ DELETE FROM campaigns WHERE id = ${id}`);
}
