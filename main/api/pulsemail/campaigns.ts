import { z } from 'zod';
import { block, type Document } from '#shared/content/document.ts';
import { type Audience, audience as audienceShape } from '#shared/rpc/campaigns.ts';
import { invalid } from '../../base/errors.ts';
import { type Campaign, keepSource, listCampaigns, progressOf, requireCampaign, sourceOf } from '../../campaigns/campaigns.ts';
import { getBrand } from '../../content/content.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { requireSend } from '../../delivery/delivery.ts';
import { getList, requireList } from '../../lists/lists.ts';
import { createSegment, freeName, listSegments, requireSegment } from '../../segments/segments.ts';
import type { Workspace } from '../../workspace.ts';
import { readFact, writeFact } from '../http/program-facts.store.ts';
import { fromBlocks } from './blocks.ts';
import { type Deeds, noDeeds } from './deeds.ts';
import { createReading, createSpelling } from './handlebars.ts';
import { fromId, toId, unknown } from './ids.ts';
import { iso, isoOrNull } from './iso.ts';
import { asWritten, keepAsWritten } from './sources.ts';
import { designOf } from './templates.ts';
import { type Campaign as Wire, type WireBlock, wireBlock } from './wire.ts';

export function findCampaign(db: ReadDb, wire: string, kind: 'cmp' | 'snd' = 'cmp'): Campaign {
  return requireCampaign(db, fromId(kind, wire));
}

const source = z.object({
  template_id: z.string().nullable(),
  blocks: z.array(wireBlock),
  variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  missing: z.array(z.string()),
});
export type Source = z.output<typeof source>;

/** What a campaign was made of, as it was written; of one that was made or changed in the app, what its design comes to. */
export function sourceFor(db: ReadDb, campaign: Campaign): Source {
  const text = sourceOf(db, campaign);
  const known = text === null ? null : source.safeParse(JSON.parse(text));
  if (known?.success) return known.data;
  const blocks = campaign.document.kind === 'blocks' ? fromBlocks(db, campaign.document.blocks) : [];
  return { template_id: null, blocks, variables: {}, missing: [] };
}

export const keepCampaign = (db: WriteDb, { id, written }: { id: string; written: Source }): void =>
  keepSource(db, { id, source: JSON.stringify(written) });

type Designed = { blocks: readonly WireBlock[]; variables: Source['variables']; listId: string | null };

const nameOf = (db: ReadDb, listId: string | null): string => (listId === null ? '' : (getList(db, listId)?.name ?? ''));

/** The design of a campaign. Programs leave the unsubscribe link to the server, so one without it is given a footer. */
export function campaignDesign(db: ReadDb, { blocks, variables, listId }: Designed): { document: Document; missing: string[] } {
  const { document, missing } = designOf(db, blocks, { defaults: variables, listName: nameOf(db, listId) });
  if (document.kind !== 'blocks' || JSON.stringify(document).includes('unsubscribe_url')) return { document, missing };
  const footer = block.parse({ id: 'unsubscribe-footer', kind: 'footer', props: { unsubscribe: 'Unsubscribe' } });
  return { document: { ...document, blocks: [...document.blocks, footer] }, missing };
}

const place = z.object({ list_id: z.string().nullable(), segment_id: z.string().nullable() });
type Place = z.output<typeof place>;

/** List and segment together mean who is in both: that is a segment of its own here. */
export function audienceOf(db: WriteDb, { list_id, segment_id, now }: Place & { now: number }): Audience {
  const list = list_id === null ? null : requireList(db, fromId('lst', list_id));
  const segment = segment_id === null ? null : requireSegment(db, fromId('seg', segment_id));
  if (!list && !segment) throw invalid('http.invalid', 'list_id or segment_id is required', { list_id: 'is required' });
  if (!segment) return audienceShape.parse({ listIds: list ? [list.publicId] : [] });
  if (!list) return audienceShape.parse({ segmentIds: [segment.publicId] });
  const rule = {
    kind: 'group' as const,
    match: 'all' as const,
    rules: [
      {
        kind: 'list' as const,
        listId: list.publicId,
        in: true,
        status: 'subscribed' as const,
        method: null,
        source: '',
        agreed: null,
      },
      { kind: 'segment' as const, segmentId: segment.publicId, in: true },
    ],
  };
  const same = listSegments(db).find((one) => JSON.stringify(one.rule) === JSON.stringify(rule));
  if (same) return audienceShape.parse({ segmentIds: [same.publicId] });
  const wanted = `${segment.name} in ${list.name}`.slice(0, 180);
  const taken = listSegments(db).some(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  const id = createSegment(db, { name: taken ? freeName(db, wanted) : wanted, rule, now });
  return audienceShape.parse({ segmentIds: [id] });
}

export const keepAudience = (db: WriteDb, { id, ...written }: Place & { id: string }): void =>
  keepAsWritten(db, { name: `audience/${id}`, made: requireCampaign(db, id).audience, source: written });

export function placeOf(db: ReadDb, { publicId, audience }: Pick<Campaign, 'publicId' | 'audience'>): Place {
  const known = asWritten(db, { name: `audience/${publicId}`, made: audience, shape: place });
  if (known) return { list_id: known.list_id, segment_id: known.segment_id };
  const [listId] = audience.listIds;
  const [segmentId] = audience.segmentIds;
  return { list_id: listId ? toId('lst', listId) : null, segment_id: segmentId ? toId('seg', segmentId) : null };
}

type Line = 'subject' | 'preheader';
type Lines = Partial<Record<Line, string>>;

/** Lines with their handlebars spelled as merge tags, and the names in them that nobody knows a value of. */
export function spelledLines(
  db: ReadDb,
  lines: { [Name in Line]?: string | undefined },
  { variables, listId }: Pick<Designed, 'variables' | 'listId'>,
): { lines: Lines; missing: string[] } {
  const { spell, missing } = createSpelling(db, { defaults: variables, listName: nameOf(db, listId) });
  const given = Object.entries(lines).filter((one): one is [Line, string] => one[1] !== undefined);
  return { lines: Object.fromEntries(given.map(([name, text]) => [name, spell(text)])), missing: [...missing] };
}

export function keepLines(db: WriteDb, { id, lines }: { id: string; lines: { [Name in Line]?: string | undefined } }): void {
  const made = requireCampaign(db, id);
  for (const name of ['subject', 'preheader'] as const)
    if (lines[name] !== undefined) keepAsWritten(db, { name: `${name}/${id}`, made: made[name], source: lines[name] });
}

/** A line as a program wrote it; one of the app's own in the words of this dialect. */
export const lineOf = (db: ReadDb, campaign: Pick<Campaign, 'publicId' | Line>, name: Line): string =>
  asWritten(db, { name: `${name}/${campaign.publicId}`, made: campaign[name], shape: z.string() }) ??
  createReading(db)(campaign[name]);

const withdrawn = z.object({ scheduledAt: z.number().nullable(), at: z.number() });

/** That a program took a schedule off for good; in the app the campaign is a draft again. */
export const withdraw = (db: WriteDb, { id, ...facts }: z.output<typeof withdrawn> & { id: string }): void =>
  writeFact(db, `withdrawn/${id}`, facts);
export const withdrawnOf = (db: ReadDb, { publicId, status }: Pick<Campaign, 'publicId' | 'status'>) =>
  status === 'draft' ? readFact(db, `withdrawn/${publicId}`, withdrawn) : null;

export function statusOf(db: ReadDb, campaign: Campaign): Wire['status'] {
  if (withdrawnOf(db, campaign)) return 'cancelled';
  return campaign.status === 'paused' ? 'sending' : campaign.status;
}

/** Of those campaigns that were ever sent or scheduled, which are the sends of this dialect. */
export const dispatched = (db: ReadDb): Campaign[] => listCampaigns(db).filter((one) => statusOf(db, one) !== 'draft');

export function requireDispatched(db: ReadDb, wire: string): Campaign {
  const campaign = findCampaign(db, wire, 'snd');
  if (statusOf(db, campaign) === 'draft') throw unknown('snd');
  return campaign;
}

export function showCampaign(workspace: Workspace, campaign: Campaign, deeds: Deeds = noDeeds): Wire {
  const { db } = workspace;
  const { publicId, name, createdAt, scheduledAt, send } = campaign;
  const brand = campaign.brand && getBrand(db, campaign.brand.id);
  const { template_id, blocks, variables } = sourceFor(db, campaign);
  const status = statusOf(db, campaign);
  const dispatch = send && requireSend(db, send.publicId);
  return {
    id: toId('cmp', publicId),
    name,
    subject: lineOf(db, campaign, 'subject'),
    preheader: lineOf(db, campaign, 'preheader'),
    from: brand ? { email: brand.fromEmail, name: brand.fromName } : null,
    ...placeOf(db, campaign),
    template_id,
    blocks,
    variables,
    status,
    send_id: status === 'draft' ? null : toId('snd', publicId),
    scheduled_at: isoOrNull(scheduledAt),
    sent_at: status === 'sent' ? isoOrNull(dispatch?.finishedAt ?? null) : null,
    created_at: iso(createdAt),
    analytics: send
      ? {
          sent: progressOf(workspace, send.publicId).counts.accepted,
          opens: deeds(campaign, 'opened'),
          clicks: deeds(campaign, 'clicked'),
        }
      : null,
  };
}
