import type { ContactFilter } from '#shared/rpc/contacts.ts';
import { type Group, type Rule, rule } from '#shared/schema/rule.ts';
import { membershipStatus, messageStatus } from '#shared/schema/words.ts';

type Report = NonNullable<ContactFilter['report']>;

/** The address of the people table: what it shows, and whose panel is open. A number of a report links here. */
export type ContactsSearch = {
  search?: string;
  list?: string;
  status?: NonNullable<ContactFilter['status']>;
  tag?: string;
  segment?: string;
  /** Conditions that are not saved, as JSON. */
  rule?: string;
  campaign?: string;
  figure?: Report['figure'];
  url?: string;
  contact?: string;
};

const behaviour: readonly string[] = ['recipients', 'opened', 'clicked', 'unsubscribed'];
const isFigure = (value: unknown): value is Report['figure'] =>
  messageStatus.safeParse(value).success || (typeof value === 'string' && behaviour.includes(value));

/** Reads the address; what makes no sense is left out. */
export function contactsSearch(given: Record<string, unknown>): ContactsSearch {
  const text = (name: string) => {
    const value = given[name];
    return value === undefined || value === '' || typeof value === 'object' ? {} : { [name]: String(value) };
  };
  const status = membershipStatus.safeParse(given['status']);
  const conditions = ruleOf(given['rule']);
  return {
    ...text('search'),
    ...text('list'),
    ...text('tag'),
    ...text('segment'),
    ...(conditions ? { rule: JSON.stringify(conditions) } : {}),
    ...text('campaign'),
    ...text('url'),
    ...text('contact'),
    ...(status.success ? { status: status.data } : {}),
    ...(isFigure(given['figure']) ? { figure: given['figure'] } : {}),
  };
}

/** The conditions of an address; nothing where it holds none that make sense, or an empty group. */
export function ruleOf(given: unknown): Group | undefined {
  const parsed = rule.safeParse(typeof given === 'string' ? jsonOf(given) : given);
  return parsed.success && parsed.data.rules.length > 0 ? parsed.data : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An address that somebody has cut short.
    return undefined;
  }
}

export function filterOf(search: ContactsSearch): ContactFilter {
  return {
    search: search.search ?? '',
    ...(search.list ? { listId: search.list } : {}),
    ...(search.status ? { status: search.status } : {}),
    ...(search.tag ? { tagId: search.tag } : {}),
    ...(search.segment ? { segmentId: search.segment } : {}),
    ...(search.rule ? { rule: ruleOf(search.rule) } : {}),
    ...(search.campaign
      ? {
          report: {
            campaignId: search.campaign,
            figure: search.figure ?? 'recipients',
            ...(search.url ? { url: search.url } : {}),
          },
        }
      : {}),
  };
}

/**
 * The same people as conditions that can be kept as a segment. Null where there is nothing to keep, or where a search or
 * a number of a report is a part of it, which no condition says.
 */
export function conditionsOf(search: ContactsSearch): Group | null {
  const { list, status, tag, segment } = search;
  if (search.search || search.campaign) return null;
  const written = ruleOf(search.rule);
  const anyList = { kind: 'list', in: true, method: null, source: '', agreed: null } as const;
  const chosen: Rule[] = [
    ...(list || status ? [{ ...anyList, listId: list ?? null, status: status ?? null }] : []),
    ...(tag ? [{ kind: 'tag', tagId: tag, has: true } as const] : []),
    ...(segment ? [{ kind: 'segment', segmentId: segment, in: true } as const] : []),
  ];
  if (chosen.length === 0) return written ?? null;
  const rules = [...chosen, ...(written ? (written.match === 'all' ? written.rules : [written]) : [])];
  return rules.length === 1 && segment ? null : { kind: 'group', match: 'all', rules };
}
