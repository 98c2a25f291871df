import type { MembershipStatus } from '#shared/schema/words.ts';

/** People whom the finder keeps in memory, and keeps right while they change: by a tag, a list, or what they did and got. */
export type KeptSet =
  | { of: 'tag'; tag: number }
  /** Null is any status. */
  | { of: 'list'; list: number; status: MembershipStatus | null }
  /** At least so many messages; the last of them at `since` or later, where that is not null. */
  | { of: 'received'; times: number; since: number | null }
  | { of: 'did'; name: string; times: number; since: number | null };

/** Counts above this are not told apart. */
export const MOST_TIMES = 65_535;
