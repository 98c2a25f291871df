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
import { listTransports, sentToday, type Transport } from '../delivery/delivery.ts';
import { lastCheckFor } from '../domains/domains.ts';
import { imageLinks, publicAddress } from '../tracking/tracking.ts';
import { type AudienceTools, audienceCount, emptyValuesOf } from './ask-audience.ts';
import type { AudienceCount } from './audience.report.ts';
import type { Campaign } from './campaigns.store.ts';
import { conditionProblems } from './conditions.ts';
import type { EmptyValue } from './review.report.ts';

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

/** `recipients`, where they are known already: then nothing else is asked about the audience. */
export async function inspect(tools: AudienceTools, campaign: Campaign, now: number, recipients?: number): Promise<Inspection> {
  const { db } = tools;
  const brand = campaign.brand && getBrand(db, campaign.brand.id);
  const made = await compileContent(
    db,
    {
      document: campaign.document,
      subject: campaign.subject,
      preheader: campaign.preheader,
      brand,
    },
    { imageLink: imageLinks(db) },
  );
  const compiled = {
    ...made,
    problems: [...made.problems, ...conditionProblems(db, { document: campaign.document, now })],
  };
  const choice = chooseTransport({
    transports: listTransports(db),
    campaign: campaign.transport?.id ?? null,
    brand: brand?.transportId ?? null,
    from: brand?.fromEmail ?? '',
  });
  const transport = choice?.transport ?? null;
  const values = compiled.tags.filter((tag) => !tag.fallback).map((tag) => tag.path);
  const isKnown = recipients !== undefined;
  return {
    campaign,
    audience: isKnown ? { recipients, skipped: noneSkipped } : await audienceCount(tools, campaign.audience),
    brand,
    transport,
    choice,
    sentToday: transport ? sentToday(db, { transportId: transport.id, now }) : 0,
    compiled,
    attachments: listAttachments(db, campaign.id),
    bytes: Buffer.byteLength(compiled.html),
    stumbles: checkContent(campaign.document, compiled, { hasPages: publicAddress(db) !== '' }),
    emptyValues: isKnown ? [] : await emptyValuesOf(tools, { audience: campaign.audience, values }),
    publicAddress: publicAddress(db),
    domainCheck: brand && lastCheckFor(db, brand.fromEmail),
  };
}

const noneSkipped = { suppressed: 0, unsubscribed: 0, pending: 0, excluded: 0 };
