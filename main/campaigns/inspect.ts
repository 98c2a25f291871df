import { type Brand, type Compiled, type ContentFinding, checkContent, compileContent, getBrand } from '../content/content.ts';
import type { ReadDb } from '../db/db.ts';
import { defaultTransport, requireTransport, sentToday, type Transport } from '../delivery/delivery.ts';
import { publicAddress } from '../tracking/tracking.ts';
import { type AudienceCount, countAudience } from './audience.report.ts';
import type { Campaign } from './campaigns.store.ts';
import { countEmptyValues, type EmptyValue } from './review.report.ts';

/** Everything that a review judges by, gathered once. */
export type Inspection = {
  campaign: Campaign;
  audience: AudienceCount;
  brand: Brand | null;
  transport: Transport | null;
  sentToday: number;
  compiled: Compiled;
  /** Octets of the HTML. */
  bytes: number;
  /** What a reader of the design would stumble over. */
  stumbles: ContentFinding[];
  /** Merge tags without a fallback whose value some recipients lack. */
  emptyValues: EmptyValue[];
  publicAddress: string;
};

export async function inspect(db: ReadDb, campaign: Campaign, now: number): Promise<Inspection> {
  const brand = campaign.brand && getBrand(db, campaign.brand.id);
  const compiled = await compileContent(db, {
    document: campaign.document,
    subject: campaign.subject,
    preheader: campaign.preheader,
    brand,
  });
  const transport = campaign.transport ? requireTransport(db, campaign.transport.publicId) : defaultTransport(db);
  return {
    campaign,
    audience: countAudience(db, campaign.audience),
    brand,
    transport,
    sentToday: transport ? sentToday(db, { transportId: transport.id, now }) : 0,
    compiled,
    bytes: Buffer.byteLength(compiled.html),
    stumbles: checkContent(campaign.document, compiled),
    emptyValues: countEmptyValues(db, {
      audience: campaign.audience,
      values: compiled.tags.filter((tag) => !tag.fallback).map((tag) => tag.path),
    }),
    publicAddress: publicAddress(db),
  };
}
