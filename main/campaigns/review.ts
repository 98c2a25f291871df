import type { Finding, Review } from '#shared/rpc/campaigns.ts';
import type { ReadDb } from '../db/db.ts';
import { requireCampaign } from './campaigns.store.ts';
import { type Inspection, inspect } from './inspect.ts';
import { msToSend } from './send-time.ts';

/** Mail servers refuse much more than this. */
const TOO_LARGE = 2 * 1024 * 1024;

type Found = Omit<Finding, 'level'>;

const found = (
  place: Finding['place'],
  text: string,
  { detail = '', blockId = null }: { detail?: string; blockId?: string | null } = {},
): Found => ({ text, detail, place, blockId });

const amount = (count: number, one: string, many: string): string => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024).toLocaleString('en')} KB`;

/** What keeps a campaign from being sent, the first thing to mend first. */
export function blockersOf(facts: Inspection, { allowEmpty }: { allowEmpty: boolean }): Found[] {
  return [...(allowEmpty ? [] : audienceBlockers(facts)), ...contentBlockers(facts), ...senderBlockers(facts)];
}

function audienceBlockers({ campaign, audience }: Inspection): Found[] {
  const { everyone, listIds, tagIds } = campaign.audience;
  if (!everyone && listIds.length + tagIds.length === 0) {
    return [found('audience', 'Nobody is chosen yet.', { detail: 'Choose lists, tags or everyone.' })];
  }
  if (audience.recipients > 0) return [];
  return [
    found('audience', 'Nobody would receive this campaign.', {
      detail: 'Everybody who is chosen is left out; the reasons are above.',
    }),
  ];
}

function contentBlockers({ campaign, compiled, stumbles, bytes }: Inspection): Found[] {
  const blockers: Found[] = [];
  const isEmpty = stumbles.some(({ what }) => what === 'empty');
  if (campaign.subject.trim() === '') blockers.push(found('subject', 'The subject is empty.'));
  if (isEmpty) blockers.push(found('design', 'The design is empty.'));
  else if (stumbles.some(({ what }) => what === 'no-unsubscribe')) {
    const detail = 'Everybody must be able to leave: add a footer, or a link to {{ unsubscribe_url }}.';
    blockers.push(found('design', 'There is no unsubscribe link.', { detail }));
  }
  for (const { message, blockId } of compiled.problems) blockers.push(found('design', message, { blockId }));
  if (bytes > TOO_LARGE) {
    blockers.push(
      found('design', `The message is ${kilobytes(bytes)} large.`, { detail: 'Over 2 MB it would be refused. Make it shorter.' }),
    );
  }
  return blockers;
}

function senderBlockers({ brand, transport }: Inspection): Found[] {
  const blockers: Found[] = [];
  if (!brand) blockers.push(found('brand', 'No sender is chosen.', { detail: 'Choose the brand that this campaign is from.' }));
  else if (brand.fromEmail === '') {
    blockers.push(
      found('brand', `“${brand.name}” has no from address.`, { detail: 'Enter the address that its campaigns come from.' }),
    );
  }
  if (!transport) {
    const detail = 'Connect your mail account, or use the test inbox.';
    blockers.push(found('transport', 'There is no mail account to send with.', { detail }));
  }
  return blockers;
}

/** What a person should know and may accept. */
function warningsOf({ campaign, brand, emptyValues, stumbles, publicAddress }: Inspection): Found[] {
  const warnings: Found[] = [];
  if (campaign.testedRevision === 0) {
    warnings.push(found('test', 'No test was sent.', { detail: 'Send one to yourself and look at it where you read mail.' }));
  } else if (campaign.testedRevision !== campaign.revision) {
    warnings.push(found('test', 'It was changed since the last test.', { detail: 'Send another test to see what will arrive.' }));
  }
  if (brand && brand.postalAddress.trim() === '') {
    const detail = 'Many countries demand one in every campaign.';
    warnings.push(found('brand', `“${brand.name}” has no postal address.`, { detail }));
  }
  for (const { people, label } of emptyValues) {
    const detail = 'They would see a gap there. Give the merge tag a fallback.';
    warnings.push(found('design', `${amount(people, 'person has', 'people have')} no ${label}.`, { detail }));
  }
  for (const { what, blockId, detail } of stumbles) {
    if (what === 'no-alt')
      warnings.push(
        found('design', 'An image is not described.', { detail: 'Who cannot see it is not told what it shows.', blockId }),
      );
    if (what === 'no-image') warnings.push(found('design', 'An image is not chosen yet.', { blockId }));
    if (what === 'no-link') warnings.push(found('design', `“${detail || 'A button'}” leads nowhere.`, { blockId }));
    if (what === 'too-large')
      warnings.push(
        found('design', `The message is ${detail} large.`, { detail: 'Gmail cuts it off at 102 KB and hides the rest.' }),
      );
  }
  if (publicAddress === '' && (campaign.trackOpens || campaign.trackClicks)) {
    const detail = 'There is no public address that recipients could reach. Who unsubscribes writes a mail to you.';
    warnings.push(found('settings', 'Opens and clicks are not counted.', { detail }));
  }
  return warnings;
}

/** What was checked and is well, so that the review says what it looked at. */
function fineOnes({ campaign, brand, transport, stumbles, bytes, publicAddress }: Inspection): Found[] {
  const no = (...kinds: string[]) => !stumbles.some(({ what }) => kinds.includes(what));
  const fine: Found[] = [];
  if (brand?.fromEmail) fine.push(found(null, `It is from ${brand.fromName || brand.fromEmail}.`, { detail: brand.fromEmail }));
  if (transport) fine.push(found(null, `It goes out through ${transport.name}.`));
  if (no('empty', 'no-unsubscribe')) fine.push(found(null, 'There is an unsubscribe link.'));
  if (no('empty', 'no-alt', 'no-image', 'no-link')) fine.push(found(null, 'Links lead somewhere and images are described.'));
  if (no('empty', 'too-large')) fine.push(found(null, `It is ${kilobytes(bytes)} large; nobody cuts it off.`));
  if (campaign.testedRevision === campaign.revision) fine.push(found(null, 'A test was sent since the last change.'));
  if (publicAddress !== '' && (campaign.trackOpens || campaign.trackClicks)) {
    fine.push(found(null, 'Opens and clicks are counted.', { detail: publicAddress }));
  }
  return fine;
}

/** Judges a campaign before it is sent: blockers stop it, warnings a person may accept. */
function judge(facts: Inspection): Review {
  const { audience, transport, sentToday } = facts;
  const blockers = blockersOf(facts, { allowEmpty: false });
  const at = (level: Finding['level']) => (finding: Found) => ({ level, ...finding });
  return {
    audience,
    findings: [...blockers.map(at('blocker')), ...warningsOf(facts).map(at('warning')), ...fineOnes(facts).map(at('fine'))],
    canSend: blockers.length === 0,
    msToSend: transport && msToSend({ ...transport, recipients: audience.recipients, sentToday }),
    transportName: transport?.name ?? '',
  };
}

export async function reviewCampaign(db: ReadDb, { id, now }: { id: string; now: number }): Promise<Review> {
  return judge(await inspect(db, requireCampaign(db, id), now));
}
