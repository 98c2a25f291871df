import { createHash } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import type { MailboxCounts } from '#shared/rpc/feedback.ts';
import type { Logger } from '../../base/logger.ts';
import type { WriteDb } from '../../db/db.ts';
import type { Marks } from '../../delivery/delivery.ts';
import { type Conclusion, conclude } from '../conclude.ts';
import { readReport } from '../reports/read-report.ts';
import type { Report } from '../reports/report.ts';
import { addCounts, keepPlace, type Mailbox } from './mailboxes.store.ts';

/** As much of a mail as is fetched: a report stands at its beginning, whatever it returns. */
const MOST_BYTES = 256 * 1024;
/** Mails that are fetched and written down at once. */
const SLICE = 25;
/** Where a server counts anew, what was read last is read again: known reports are told by their marks. */
const SPARE_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** Servers keep the time of arrival in seconds. */
const SECOND_MS = 1_000;

export type NewMail = { found: MailboxCounts; recognised: number[] };
type Tools = { db: WriteDb; logger: Logger; marks: Marks; clock: () => number };
/** `report` is null for a mail that cannot be read: somebody else's matter, as everything that is not recognised. */
type Read = { uid: number; mark: string; report: Report | null };

/**
 * Reads what is new in the folder that is open, which is open for reading only: no mail is marked as seen or changed. How
 * far it was read is kept with what came of it, so that a crash in between repeats nothing and leaves nothing out.
 */
export async function readNew(
  client: ImapFlow,
  { mailbox, tools, stopped }: { mailbox: Mailbox; tools: Tools; stopped: () => boolean },
): Promise<NewMail> {
  if (!client.mailbox) throw new Error('no folder is open');
  const uidValidity = Number(client.mailbox.uidValidity);
  // What is there now counts as read in the end, even where nothing of it was new enough.
  const upTo = client.mailbox.uidNext - 1;
  const known = mailbox.uidValidity === uidValidity;
  let lastUid = known ? mailbox.lastUid : 0;
  const uids = known
    ? await uidsAfter(client, lastUid)
    : await uidsSince(client, mailbox.checkedAt === null ? mailbox.createdAt : mailbox.checkedAt - SPARE_MS);
  const all: NewMail = { found: noCounts(), recognised: [] };
  for (let at = 0; at < uids.length && !stopped(); at += SLICE) {
    const slice = uids.slice(at, at + SLICE);
    const read = await fetchAndRead(client, slice, tools);
    lastUid = Math.max(lastUid, ...slice);
    keep(read, { mailbox, place: { uidValidity, lastUid }, tools, all });
  }
  if (!stopped() && lastUid < upTo)
    tools.db.transaction(() => keepPlace(tools.db, { id: mailbox.id, uidValidity, lastUid: upTo }));
  return all;
}

function keep(
  read: Read[],
  {
    mailbox,
    place,
    tools,
    all,
  }: { mailbox: Mailbox; place: { uidValidity: number; lastUid: number }; tools: Tools; all: NewMail },
): void {
  const { db, logger, marks, clock } = tools;
  const concludeOne = ({ uid, mark, report }: Read): Conclusion | null => {
    if (report === null) return 'other';
    try {
      return db.transaction(() => conclude(db, { report, marks, mark, now: clock() }));
    } catch (error) {
      // A full disk is no fault of the mail: all of the slice is read again later.
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')) throw error;
      logger.error('a mail could not be made use of', { mailbox: mailbox.publicId, uid, error });
      return null;
    }
  };
  db.transaction(() => {
    const found = noCounts();
    for (const one of read) {
      const conclusion = concludeOne(one);
      if (conclusion === null) continue;
      if (conclusion !== 'other') all.recognised.push(one.uid);
      if (conclusion === 'known') continue;
      found[COUNTS[conclusion]]++;
      all.found[COUNTS[conclusion]]++;
    }
    addCounts(db, mailbox.id, found);
    keepPlace(db, { id: mailbox.id, ...place });
  });
}

async function fetchAndRead(client: ImapFlow, uids: number[], { logger }: Tools): Promise<Read[]> {
  const query = { uid: true, source: { start: 0, maxLength: MOST_BYTES } };
  const read: Read[] = [];
  for (const { uid, source } of await client.fetchAll(uids.join(','), query, { uid: true })) {
    if (!source) continue;
    const report = await readReport(source).catch((error: unknown) => {
      logger.warn('a mail could not be read', { uid, error });
      return null;
    });
    read.push({ uid, report, mark: report?.id || createHash('sha256').update(source).digest('base64url') });
  }
  return read;
}

/** `n:*` names the last mail even where it is older than n. */
async function uidsAfter(client: ImapFlow, lastUid: number): Promise<number[]> {
  const found = (await client.search({ uid: `${lastUid + 1}:*` }, { uid: true })) || [];
  return found.filter((uid) => uid > lastUid).sort((a, b) => a - b);
}

/** By the day of arrival, as servers search, and then by the hour. */
async function uidsSince(client: ImapFlow, at: number): Promise<number[]> {
  const found = (await client.search({ since: new Date(at - DAY_MS) }, { uid: true })) || [];
  if (found.length === 0) return [];
  const mails = await client.fetchAll(found.join(','), { uid: true, internalDate: true }, { uid: true });
  return mails
    .filter(({ internalDate }) => internalDate === undefined || new Date(internalDate).getTime() >= at - SECOND_MS)
    .map(({ uid }) => uid)
    .sort((a, b) => a - b);
}

const COUNTS: Record<Exclude<Conclusion, 'known'>, keyof MailboxCounts> = {
  bounce: 'bounces',
  delay: 'delays',
  complaint: 'complaints',
  unsubscribe: 'unsubscribes',
  reply: 'replies',
  'auto-reply': 'autoReplies',
  other: 'others',
};

const noCounts = (): MailboxCounts => ({
  bounces: 0,
  delays: 0,
  complaints: 0,
  unsubscribes: 0,
  replies: 0,
  autoReplies: 0,
  others: 0,
});
