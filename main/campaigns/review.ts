import { type CheckKind, type CheckLevel, checkWords } from '#shared/content/checks.ts';
import type { Finding, Review } from '#shared/rpc/campaigns.ts';
import { encodedSize } from '../content/content.ts';
import { accountBlockers, accountFine, accountWarnings } from './account-findings.ts';
import type { AudienceTools } from './ask-audience.ts';
import { requireCampaign } from './campaigns.store.ts';
import { type Inspection, inspect } from './inspect.ts';
import { msToSend } from './send-time.ts';

/** Mail servers refuse much more than this. */
const TOO_LARGE = 2 * 1024 * 1024;

/** With all that it carries: what is above this many servers refuse. */
const HEAVY = 9 * 1024 * 1024;

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
  const { everyone, listIds, tagIds, segmentIds } = campaign.audience;
  if (!everyone && listIds.length + tagIds.length + segmentIds.length === 0) {
    return [found('audience', 'Nobody is chosen yet.', { detail: 'Choose lists, tags, segments or everyone.' })];
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

const wholeBytes = ({ bytes, compiled, attachments }: Inspection): number =>
  [...compiled.inline.map(({ base64 }) => (base64.length * 3) / 4), ...attachments.map((file) => file.bytes)].reduce(
    (sum, one) => sum + encodedSize(one),
    bytes,
  );

function senderBlockers(facts: Inspection): Found[] {
  const { brand, transport } = facts;
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
  return [...blockers, ...accountBlockers(facts)];
}

/** Gmail and Yahoo ask more of who sends them as many a day. */
const MANY = 5_000;

/** What was found when the sender's domain was last checked; a domain that never was is not spoken of. */
function domainWarnings({ domainCheck, transport, audience }: Inspection): Found[] {
  if (!domainCheck || transport?.kind === 'inbox') return [];
  const { verdict, domain, summary, checkedAt } = domainCheck;
  const day = new Date(checkedAt).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });
  const detail = `${summary} Checked on ${day}.`;
  if (verdict === 'fails') return [found('domain', `Much of it may be refused: ${domain} is not in order.`, { detail })];
  if (verdict === 'few' && audience.recipients >= MANY)
    return [found('domain', `${domain} is not ready for so many recipients.`, { detail })];
  return [];
}

/** What a person should know and may accept. */
function warningsOf(facts: Inspection): Found[] {
  const { campaign, brand, emptyValues, stumbles, publicAddress } = facts;
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
  warnings.push(...accountWarnings(facts), ...domainWarnings(facts));
  for (const { people, label } of emptyValues) {
    const detail = 'They would see a gap there. Give the merge tag a fallback.';
    warnings.push(found('design', `${amount(people, 'person has', 'people have')} no ${label}.`, { detail }));
  }
  warnings.push(...stumblesAt(stumbles, ['error', 'warning']));
  const whole = wholeBytes(facts);
  if (whole > HEAVY) {
    const detail = 'Many servers refuse more than 10 MB. Link to large files and images instead.';
    warnings.push(found('audience', `Each message is ${kilobytes(whole)} large, with its images and files.`, { detail }));
  }
  if (publicAddress === '' && (campaign.trackOpens || campaign.trackClicks)) {
    const detail = 'There is no public address that recipients could reach. Who unsubscribes writes a mail to you.';
    warnings.push(found('settings', 'Opens and clicks are not counted.', { detail }));
  }
  return warnings;
}

/** What stops the send, or is said of the brand, is not said again. */
const TOLD: readonly CheckKind[] = ['empty', 'no-unsubscribe'];

/** What a reader of the design would stumble over, of some levels. */
const stumblesAt = (stumbles: Inspection['stumbles'], levels: readonly CheckLevel[]): Found[] =>
  stumbles.flatMap((stumble) => {
    const { level, text, why } = checkWords(stumble);
    if (!levels.includes(level) || TOLD.includes(stumble.what)) return [];
    const place = stumble.place === 'subject' || stumble.place === 'preheader' ? 'subject' : 'design';
    return [found(place, text, { detail: why, blockId: stumble.blockId })];
  });

/** Whether each message carries its images or leaves them where it was sent from. */
function imagesOf({ inline, imageBytes }: Inspection['compiled'], publicAddress: string): Found[] {
  if (imageBytes === 0) return [];
  if (inline.length > 0)
    return [
      found(null, 'Its images travel inside of each message.', { detail: `They add ${kilobytes(encodedSize(imageBytes))}.` }),
    ];
  const detail = 'They show as long as this computer can be reached there.';
  return [found(null, `Its images are loaded from ${publicAddress}.`, { detail })];
}

function filesOf(attachments: Inspection['attachments']): Found[] {
  if (attachments.length === 0) return [];
  const bytes = attachments.reduce((sum, file) => sum + encodedSize(file.bytes), 0);
  const detail = `${attachments.length === 1 ? 'It adds' : 'They add'} ${kilobytes(bytes)} to each message.`;
  return [found(null, `${amount(attachments.length, 'file goes', 'files go')} out with it.`, { detail })];
}

/** What was checked and is well, so that the review says what it looked at. */
function fineOnes(facts: Inspection): Found[] {
  const { campaign, brand, stumbles, bytes, compiled, attachments, publicAddress } = facts;
  const no = (...kinds: string[]) => !stumbles.some(({ what }) => kinds.includes(what));
  const fine: Found[] = [];
  if (brand?.fromEmail) fine.push(found(null, `It is from ${brand.fromName || brand.fromEmail}.`, { detail: brand.fromEmail }));
  fine.push(...accountFine(facts));
  if (no('empty', 'no-unsubscribe')) fine.push(found(null, 'There is an unsubscribe link.'));
  if (no('empty', 'no-alt', 'no-image', 'no-link')) fine.push(found(null, 'Links lead somewhere and images are described.'));
  if (no('empty', 'too-large')) fine.push(found(null, `It is ${kilobytes(bytes)} large; nobody cuts it off.`));
  fine.push(...imagesOf(compiled, publicAddress), ...filesOf(attachments));
  if (campaign.testedRevision === campaign.revision) fine.push(found(null, 'A test was sent since the last change.'));
  if (publicAddress !== '' && (campaign.trackOpens || campaign.trackClicks)) {
    fine.push(found(null, 'Opens and clicks are counted.', { detail: publicAddress }));
  }
  return fine;
}

/** Judges a campaign before it is sent: blockers stop it, warnings a person may accept. */
function judge(facts: Inspection, now: number): Review {
  const { audience, transport, sentToday } = facts;
  const blockers = blockersOf(facts, { allowEmpty: false });
  const at = (level: Finding['level']) => (finding: Found) => ({ level, ...finding });
  return {
    audience,
    findings: [
      ...blockers.map(at('blocker')),
      ...warningsOf(facts).map(at('warning')),
      ...stumblesAt(facts.stumbles, ['hint']).map(at('hint')),
      ...fineOnes(facts).map(at('fine')),
    ],
    canSend: blockers.length === 0,
    msToSend: transport && msToSend({ ...transport, recipients: audience.recipients, sentToday, now }),
    transportName: transport?.name ?? '',
  };
}

export async function reviewCampaign(tools: AudienceTools, { id, now }: { id: string; now: number }): Promise<Review> {
  return judge(await inspect(tools, requireCampaign(tools.db, id), now), now);
}
