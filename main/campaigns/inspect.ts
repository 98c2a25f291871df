import { type Choice, chooseTransport } from '#shared/delivery/choose-transport.ts';
import type { DomainCheck } from '#shared/rpc/domains.ts';
import {
  type Attachment,
  type Brand,
  type Compiled,
  type ContentFinding,
  checkContent,
  compileContent,
  getBrand,
  listAttachments,
} from '../content/content.ts';
import type { ReadDb } from '../db/db.ts';
import { listTransports, sentToday, type Transport } from '../delivery/delivery.ts';
import { lastCheckFor } from '../domains/domains.ts';
import { imageLinks, publicAddress } from '../tracking/tracking.ts';
import { type AudienceCount, countAudience } from './audience.report.ts';
import type { Campaign } from './campaigns.store.ts';
import { countEmptyValues, type EmptyValue } from './review.report.ts';

/** Everything that a review judges by, gathered once. */
export type Inspection = {
  campaign: Campaign;
  audience: AudienceCount;
  brand: Brand | null;
  transport: Transport | null;
  /** Why it is this transport, and whether it may send for the brand's address. */
  choice: Choice<Transport> | null;
  sentToday: number;
  compiled: Compiled;
  attachments: Attachment[];
  /** Octets of the HTML. */
  bytes: number;
  /** What a reader of the design would stumble over. */
  stumbles: ContentFinding[];
  /** Merge tags without a fallback whose value some recipients lack. */
  emptyValues: EmptyValue[];
  publicAddress: string;
  /** What the DNS said when the sender's domain was last checked; null where it never was. */
  domainCheck: DomainCheck | null;
};

export async function inspect(db: ReadDb, campaign: Campaign, now: number): Promise<Inspection> {
  const brand = campaign.brand && getBrand(db, campaign.brand.id);
  const compiled = await compileContent(
    db,
    {
      document: campaign.document,
      subject: campaign.subject,
      preheader: campaign.preheader,
      brand,
    },
    { imageLink: imageLinks(db) },
  );
  const choice = chooseTransport({
    transports: listTransports(db),
    campaign: campaign.transport?.id ?? null,
    brand: brand?.transportId ?? null,
    from: brand?.fromEmail ?? '',
  });
  const transport = choice?.transport ?? null;
  return {
    campaign,
    audience: countAudience(db, campaign.audience),
    brand,
    transport,
    choice,
    sentToday: transport ? sentToday(db, { transportId: transport.id, now }) : 0,
    compiled,
    attachments: listAttachments(db, campaign.id),
    bytes: Buffer.byteLength(compiled.html),
    stumbles: checkContent(campaign.document, compiled),
    emptyValues: countEmptyValues(db, {
      audience: campaign.audience,
      values: compiled.tags.filter((tag) => !tag.fallback).map((tag) => tag.path),
    }),
    publicAddress: publicAddress(db),
    domainCheck: brand && lastCheckFor(db, brand.fromEmail),
  };
}
