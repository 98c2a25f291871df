import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { invalid } from '../../../base/errors.ts';
import { emailKey } from '../../../contacts/contacts.ts';
import { requireList, type Scan, type ScannedMember, scanMembers } from '../../../lists/lists.ts';
import type { Caller } from '../../dialect.ts';
import { callerOf } from '../../http/caller.ts';
import { ignoreUnknown } from '../collections.ts';
import { showFields } from '../fields.ts';
import { demandAddress } from '../require.ts';
import { addSubscriber, changeSubscriber, listsNamed, removeSubscriber, requireSubscriber, setStatus } from '../subscribers.ts';
import { fromStatus, type Place, toStatus, toSubscriber } from '../translate.ts';
import {
  byId,
  byListId,
  failure,
  flatSubscriber,
  nestedSubscriber,
  nothing,
  type StatusWord,
  statusChange,
  subscriber,
  subscriberChange,
  subscriberQuery,
  window,
} from '../wire.ts';

const tags = ['Subscribers'];
const SLICE = 500;

export function subscriberRoutes(scope: FastifyInstance): void {
  const routes = scope.withTypeProvider<ZodTypeProvider>();
  const flatQuery = subscriberQuery.extend(window.shape);

  const present = ({ workspace, ownerId }: Caller, found: ScannedMember, place: Place) =>
    toSubscriber({ ...found, fields: showFields(workspace.db)(found.fields) }, { ownerId, place });

  // Not typed by its shape: what is sent is a stream of it, because a list may hold a million people.
  scope.get(
    '/api/subscribers',
    {
      schema: {
        tags,
        summary: 'List the subscribers of all lists, oldest first',
        querystring: flatQuery,
        response: { 200: subscriber.array() },
      },
    },
    (request, reply) => {
      const { listId, status, email, q, limit, offset } = flatQuery.parse(request.query);
      const key = email === undefined ? undefined : emailKey(email);
      const scan = { listId, emailKey: key === undefined ? undefined : key.ok ? key.key : '', search: q };
      return reply
        .type('application/json; charset=utf-8')
        .send(collection(callerOf(request), { scan, status, limit, offset, place: 'flat' }));
    },
  );

  scope.get(
    '/api/lists/:listId/subscribers',
    {
      schema: {
        tags,
        summary: 'List the subscribers of a list, oldest first',
        params: byListId,
        querystring: window,
        response: { 200: subscriber.array(), 404: failure },
      },
    },
    (request, reply) => {
      const caller = callerOf(request);
      const { publicId } = requireList(caller.workspace.db, byListId.parse(request.params).listId);
      const { limit, offset } = window.parse(request.query);
      const asked = { scan: { listId: publicId }, status: undefined, limit, offset, place: 'nested' as const };
      return reply.type('application/json; charset=utf-8').send(collection(caller, asked));
    },
  );

  routes.get(
    '/api/subscribers/:id',
    { schema: { tags, summary: 'Read a subscriber', params: byId, response: { 200: subscriber, 404: failure } } },
    (request) => {
      const caller = callerOf(request);
      return present(caller, requireSubscriber(caller.workspace.db, request.params.id), 'flat');
    },
  );

  routes.post(
    '/api/subscribers',
    {
      schema: {
        tags,
        summary: 'Put a person into one or more lists, named by id or by name',
        body: flatSubscriber,
        response: { 200: subscriber, 201: subscriber, 422: failure },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { listId, lists = [], ...facts } = request.body;
      const wanted = [...(listId === undefined ? [] : [listId]), ...lists];
      const email = demandAddress(facts.email);
      if (wanted.length === 0) throw invalid('subscribers.list', 'listId or lists is required', { listId: 'is required' });
      const { db, clock, changes } = caller.workspace;
      const added = addSubscriber(db, { ...facts, email, listIds: listsNamed(db, wanted), now: clock() });
      changes.announce('contacts', 'lists', 'fields', 'suppressions');
      return reply.code(added.isNew ? 201 : 200).send(present(caller, added.subscriber, 'flat'));
    },
  );

  routes.post(
    '/api/lists/:listId/subscribers',
    {
      schema: {
        tags,
        summary: 'Put a person into a list; who is in it already stays unchanged',
        params: byListId,
        body: nestedSubscriber,
        response: { 200: subscriber, 201: subscriber, 404: failure, 422: failure },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { db, clock, changes } = caller.workspace;
      const { publicId } = requireList(db, request.params.listId);
      const email = demandAddress(request.body.email);
      const added = addSubscriber(db, { ...request.body, email, listIds: [publicId], now: clock() });
      changes.announce('contacts', 'lists', 'fields', 'suppressions');
      return reply.code(added.isNew ? 201 : 200).send(present(caller, added.subscriber, 'nested'));
    },
  );

  routes.put(
    '/api/subscribers/:id',
    {
      schema: {
        tags,
        summary: 'Change what is given of a subscriber',
        params: byId,
        body: subscriberChange,
        response: { 200: subscriber, 404: failure, 409: failure, 422: failure },
      },
    },
    (request) => {
      const caller = callerOf(request);
      const { db, clock, changes } = caller.workspace;
      requireSubscriber(db, request.params.id);
      const { email, lists, ...facts } = request.body;
      const change = {
        ...facts,
        ...(email === undefined ? {} : { email: demandAddress(email) }),
        ...(lists === undefined ? {} : { lists: listsNamed(db, lists) }),
      };
      const changed = changeSubscriber(db, { id: request.params.id, change, now: clock() });
      changes.announce('contacts', 'lists', 'fields', 'suppressions');
      return present(caller, changed, 'flat');
    },
  );

  routes.put(
    '/api/subscribers/:id/status',
    {
      schema: {
        tags,
        summary: 'Set the status of a subscriber',
        params: byId,
        body: statusChange,
        response: { 200: subscriber, 404: failure, 422: failure },
      },
    },
    (request) => {
      const caller = callerOf(request);
      const { db, clock, changes } = caller.workspace;
      const changed = setStatus(db, { id: request.params.id, status: request.body.status, now: clock() });
      changes.announce('contacts', 'lists', 'suppressions');
      return present(caller, changed, 'nested');
    },
  );

  routes.delete(
    '/api/subscribers/:id',
    { schema: { tags, summary: 'Delete a subscriber', params: byId, response: { 204: nothing, 409: failure } } },
    async (request, reply) => {
      const { db, clock, changes } = callerOf(request).workspace;
      ignoreUnknown(() => removeSubscriber(db, { id: request.params.id, now: clock() }));
      changes.announce('contacts', 'lists', 'suppressions');
      return reply.code(204).send();
    },
  );
}

type Asked = {
  scan: Omit<Scan, 'after' | 'limit'>;
  status: StatusWord | undefined;
  limit: number | undefined;
  offset: number;
  place: Place;
};

/** The JSON of a collection, read and written a slice at a time, with room for others in between. */
function collection({ workspace, ownerId }: Caller, asked: Asked): Readable {
  const { db } = workspace;
  const show = showFields(db);
  const word = asked.status === undefined ? undefined : (fromStatus(asked.status).suppress ?? fromStatus(asked.status).status);

  async function* json(): AsyncGenerator<string> {
    let after: number | null = 0;
    let toSkip = asked.offset;
    let left = asked.limit ?? Number.POSITIVE_INFINITY;
    let separator = '[';
    while (left > 0 && after !== null) {
      const { members, next }: ReturnType<typeof scanMembers> = scanMembers(db, { ...asked.scan, after, limit: SLICE });
      // In the words of the flat collection, which are the domain's own.
      const wanted = word === undefined ? members : members.filter((member) => toStatus(member, 'flat') === word);
      const chosen = wanted.slice(toSkip, toSkip + left);
      toSkip = Math.max(0, toSkip - wanted.length);
      left -= chosen.length;
      const texts = chosen.map((member) =>
        JSON.stringify(toSubscriber({ ...member, fields: show(member.fields) }, { ownerId, place: asked.place })),
      );
      if (texts.length > 0) {
        yield separator + texts.join(',');
        separator = ',';
      }
      after = next;
      await nextTurn();
    }
    yield separator === '[' ? '[]' : ']';
  }
  return Readable.from(json());
}
