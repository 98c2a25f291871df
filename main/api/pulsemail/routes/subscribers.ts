import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { MembershipStatus } from '#shared/schema/words.ts';
import { emailKey } from '../../../contacts/contacts.ts';
import type { WriteDb } from '../../../db/db.ts';
import { requireList } from '../../../lists/lists.ts';
import { noteDeed } from '../../http/records.ts';
import { estimate } from '../estimates.ts';
import { fromId } from '../ids.ts';
import { type Member, membersQuery, nextMembers } from '../members.report.ts';
import { pageQuery, route, walkOf } from '../route.ts';
import { pageText, statusesOf, tagNames, writeMembers } from '../subscriber-text.ts';
import { addMember, changeMember, removeMember, requireMember, setStatus, showMember } from '../subscribers.ts';
import { attachTags, detachTag, findTag } from '../tags.ts';
import {
  byId,
  byListId,
  newSubscriber,
  pageShape,
  type StatusWord,
  subscriber,
  subscriberChange,
  subscriberQuery,
  tagsInput,
  unsubscribeInput,
} from '../wire.ts';

const tag = 'Subscribers';
const filters = pageQuery.extend(subscriberQuery.shape);
type Filters = z.output<typeof filters>;

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

export function subscriberRoutes(scope: FastifyInstance): void {
  route(scope, {
    on: 'GET /lists/:list_id/subscribers',
    operation: 'list_subscribers',
    summary: 'List the subscribers of a list',
    tag,
    scope: 'read',
    params: byListId,
    query: filters,
    answers: { status: 200, shape: pageShape(subscriber) },
    handleLater: async (call) => {
      const { workspace, params, query } = call;
      const { db } = workspace;
      const list = requireList(db, fromId('lst', params.list_id));
      const walk = walkOf(call);
      const statuses = query.status ? STANDING[query.status] : EVERY;
      const { rows, hasMore } = await fill(db, { listId: list.id, after: Number(walk.after?.[0] ?? 0), statuses, query });
      const last = rows.at(-1);
      return pageText({
        data: writeMembers(db, rows),
        next_cursor: hasMore && last ? walk.next([last.contactId]) : null,
        total_estimate: await estimate(workspace, {
          name: `members ${list.id} ${statuses.join()}`,
          query: (most) => membersQuery({ listId: list.id, statuses, most }),
        }),
      });
    },
  });

  route(scope, {
    on: 'POST /lists/:list_id/subscribers',
    operation: 'create_subscriber',
    summary: 'Add a subscriber; where their consent comes from is required',
    tag,
    scope: 'write',
    params: byListId,
    body: newSubscriber,
    answers: { status: 201, shape: subscriber },
    handle: ({ workspace, params, body, request }) => {
      const { db, clock, changes } = workspace;
      const { email, consent_source: source, fields = {}, tags = [] } = body;
      const made = addMember(db, { listId: fromId('lst', params.list_id), email, source, fields, tags, now: clock() });
      noteDeed(request, { details: { consent_source: source } });
      changes.announce('contacts', 'lists', 'fields', 'tags', 'suppressions');
      return made;
    },
  });

  route(scope, {
    on: 'GET /subscribers/:id',
    operation: 'get_subscriber',
    summary: 'Retrieve a subscriber',
    tag,
    scope: 'read',
    params: byId,
    answers: { status: 200, shape: subscriber },
    handle: ({ workspace: { db }, params }) => showMember(db, requireMember(db, params.id)),
  });

  route(scope, {
    on: 'PATCH /subscribers/:id',
    operation: 'update_subscriber',
    summary: 'Update fields, tags or status of a subscriber',
    tag,
    scope: 'write',
    params: byId,
    body: subscriberChange,
    answers: { status: 200, shape: subscriber },
    handle: ({ workspace, params, body }) => {
      const { db, clock, changes } = workspace;
      const changed = changeMember(db, { id: params.id, change: body, now: clock() });
      changes.announce('contacts', 'lists', 'fields', 'tags', 'suppressions');
      return changed;
    },
  });

  route(scope, {
    on: 'DELETE /subscribers/:id',
    operation: 'delete_subscriber',
    summary: 'Delete a subscriber with their history',
    tag,
    scope: 'admin',
    params: byId,
    handle: ({ workspace: { db, clock, changes }, params }) => {
      removeMember(db, { id: params.id, now: clock() });
      changes.announce('contacts', 'lists', 'suppressions');
    },
  });

  route(scope, {
    on: 'POST /subscribers/:id/unsubscribe',
    operation: 'unsubscribe_subscriber',
    summary: 'Unsubscribe a subscriber from their list',
    tag,
    scope: 'write',
    params: byId,
    body: unsubscribeInput,
    answers: { status: 200, shape: subscriber },
    handle: ({ workspace: { db, clock, changes }, params }) => {
      setStatus(db, { member: requireMember(db, params.id), status: 'unsubscribed', now: clock() });
      changes.announce('contacts', 'lists');
      return showMember(db, requireMember(db, params.id));
    },
  });

  route(scope, {
    on: 'POST /subscribers/:id/tags',
    operation: 'attach_tags',
    summary: 'Attach tags to a subscriber; those that are missing are made',
    tag: 'Tags',
    scope: 'write',
    params: byId,
    body: tagsInput,
    answers: { status: 200, shape: subscriber },
    handle: ({ workspace: { db, clock, changes }, params, body }) => {
      const { contactId } = requireMember(db, params.id);
      attachTags(db, { contactId, tags: body.tags, now: clock() });
      changes.announce('contacts', 'tags');
      return showMember(db, requireMember(db, params.id));
    },
  });

  route(scope, {
    on: 'DELETE /subscribers/:id/tags/:tag',
    operation: 'detach_tag',
    summary: 'Detach one tag',
    tag: 'Tags',
    scope: 'write',
    params: byId.extend({ tag: z.string().max(200) }),
    handle: ({ workspace: { db, changes }, params }) => {
      const { contactId, tagIds } = requireMember(db, params.id);
      detachTag(db, { contactId, has: tagNames(db, tagIds), tag: params.tag });
      changes.announce('contacts', 'tags');
    },
  });
}

/** Reads on until the page is full or the list is at its end, with room for others in between. */
async function fill(
  db: WriteDb,
  { listId, after, statuses, query }: { listId: number; after: number; statuses: readonly MembershipStatus[]; query: Filters },
): Promise<{ rows: Member[]; hasMore: boolean }> {
  const wanted = query.tag === undefined ? null : findTag(db, query.tag);
  if (query.tag !== undefined && !wanted) return { rows: [], hasMore: false };
  const key = query.email === undefined ? null : emailKey(query.email);
  if (key && !key.ok) return { rows: [], hasMore: false };
  const fit = (members: readonly Member[]): Member[] => {
    const shown = query.status === undefined ? [] : statusesOf(db, members);
    return members.filter(
      ({ lastOpenAt, emailKey: own }, at) =>
        (query.status === undefined || shown[at] === query.status) &&
        (query.last_open_before === undefined || lastOpenAt === null || lastOpenAt < query.last_open_before) &&
        (key === null || own === key.key),
    );
  };
  const isPlain = query.last_open_before === undefined && key === null;
  const limit = isPlain && query.status !== 'bounced' && query.status !== 'unsubscribed' ? query.limit + 1 : SLICE;
  const rows: Member[] = [];
  for (let from = after; ; await nextTurn()) {
    const members = nextMembers(db, { listId, after: from, limit, statuses, tagId: wanted?.inner });
    rows.push(...fit(members));
    if (rows.length > query.limit) return { rows: rows.slice(0, query.limit), hasMore: true };
    if (members.length < limit) return { rows, hasMore: false };
    from = members.at(-1)?.contactId ?? from;
  }
}
