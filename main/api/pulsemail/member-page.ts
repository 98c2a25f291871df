import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MembershipStatus } from '#shared/schema/words.ts';
import type { ReadDb } from '../../db/db.ts';
import { type ListedMember, nextMembers } from './members.report.ts';
import { type RowBytes, writeRows } from './page-bytes.ts';
import { statusesOf, writeMembers } from './subscriber-text.ts';
import type { StatusWord } from './wire.ts';

/** Which members of a list are asked for, after whom, and how many. */
export type MembersAsked = {
  list: { id: number; publicId: string };
  after: number;
  limit: number;
  status: StatusWord | null;
  tagId: number | null;
  /** Only who opened nothing since then; a moment. */
  lastOpenBefore: number | null;
  emailKey: string | null;
};

/** `last` is the person that the next page comes after, null at the end. */
export type MemberPage = { rows: RowBytes; last: number | null };

/** So many rows are looked at in a row, so that a filter that fits hardly anybody holds nobody else up. */
const SLICE = 250;
const EVERY: readonly MembershipStatus[] = ['subscribed', 'pending', 'unsubscribed'];
/** Who is suppressed may stand in the list as anything. */
const STANDING: Record<StatusWord, readonly MembershipStatus[]> = {
  subscribed: ['subscribed'],
  pending: ['pending'],
  unsubscribed: EVERY,
  bounced: EVERY,
};
export const standingAs = (status: StatusWord | undefined): readonly MembershipStatus[] => (status ? STANDING[status] : EVERY);

/** Reads on until the page is full or the list is at its end, with room for others in between. */
export async function memberPage(db: ReadDb, asked: MembersAsked): Promise<MemberPage> {
  const { list, after, status, tagId, lastOpenBefore, emailKey } = asked;
  const isPlain = lastOpenBefore === null && emailKey === null && status !== 'bounced' && status !== 'unsubscribed';
  const limit = isPlain ? asked.limit + 1 : SLICE;
  const rows: ListedMember[] = [];
  for (let from = after; ; await nextTurn()) {
    const members = nextMembers(db, { list, after: from, limit, statuses: standingAs(status ?? undefined), tagId });
    rows.push(...fitting(db, members, asked));
    if (rows.length > asked.limit || members.length < limit) break;
    from = members.at(-1)?.contactId ?? from;
  }
  const shown = rows.slice(0, asked.limit);
  return {
    rows: writeRows(writeMembers(db, shown)),
    last: rows.length > shown.length ? (shown.at(-1)?.contactId ?? null) : null,
  };
}

function fitting(
  db: ReadDb,
  members: readonly ListedMember[],
  { status, lastOpenBefore, emailKey }: MembersAsked,
): readonly ListedMember[] {
  if (status === null && lastOpenBefore === null && emailKey === null) return members;
  const shown = status === null ? [] : statusesOf(db, members);
  return members.filter(
    (member, at) =>
      (status === null || shown[at] === status) &&
      (lastOpenBefore === null || member.lastOpenAt === null || member.lastOpenAt < lastOpenBefore) &&
      (emailKey === null || member.emailKey === emailKey),
  );
}
