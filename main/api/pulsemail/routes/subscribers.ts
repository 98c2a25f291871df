import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { emailKey } from '../../../contacts/contacts.ts';
import type { WriteDb } from '../../../db/db.ts';
import { requireList } from '../../../lists/lists.ts';
import { noteDeed } from '../../http/records.ts';
import { secondReader } from '../../http/second-reader.ts';
import { estimate } from '../estimates.ts';
import { fromId } from '../ids.ts';
import { type MemberPage, type MembersAsked, memberPage, standingAs } from '../member-page.ts';
import entry from '../member-page-entry.ts?modulePath';
import { membersQuery } from '../members.report.ts';
import { endPage, writeRows } from '../page-bytes.ts';
import { pageQuery, walkOf } from '../pages.ts';
import { route } from '../route.ts';
import { tagNames } from '../subscriber-text.ts';
import { addMember, changeMember, removeMember, requireMember, setStatus, showMember } from '../subscribers.ts';
import { attachTags, detachTag, findTag } from '../tags.ts';
import {
  byId,
  byListId,
  newSubscriber,
  pageShape,
  subscriber,
  subscriberChange,
  subscriberQuery,
  tagsInput,
  unsubscribeInput,
} from '../wire.ts';

const tag = 'Subscribers';
const filters = pageQuery.extend(subscriberQuery.shape);
type Filters = z.output<typeof filters>;

const readPage = secondReader({ entry, read: memberPage });
const nobody = (): MemberPage => ({ rows: writeRows([]), last: null });

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
      const asked = questionOf(db, query);
      const { rows, last } = asked
        ? await readPage(workspace, {
            ...asked,
            list: { id: list.id, publicId: list.publicId },
            after: Number(walk.after?.[0] ?? 0),
            limit: query.limit,
          })
        : nobody();
      const statuses = standingAs(query.status);
      return endPage(rows, {
        next_cursor: last === null ? null : walk.next([last]),
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

/** Null where nobody can be meant: no tag is called so, or it is no address. */
function questionOf(
  db: WriteDb,
  { status, tag: named, last_open_before, email }: Filters,
): Omit<MembersAsked, 'list' | 'after' | 'limit'> | null {
  const tagged = named === undefined ? null : findTag(db, named);
  const key = email === undefined ? null : emailKey(email);
  if ((named !== undefined && !tagged) || (key && !key.ok)) return null;
  return {
    status: status ?? null,
    tagId: tagged?.inner ?? null,
    lastOpenBefore: last_open_before ?? null,
    emailKey: key?.key ?? null,
  };
}
