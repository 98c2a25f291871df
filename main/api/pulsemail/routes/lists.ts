import type { FastifyInstance } from 'fastify';
import { conflict, invalid } from '../../../base/errors.ts';
import { emailKey } from '../../../contacts/contacts.ts';
import { listBrands } from '../../../content/content.ts';
import type { WriteDb } from '../../../db/db.ts';
import { changeList, createList, removeList, requireList } from '../../../lists/lists.ts';
import type { Workspace } from '../../../workspace.ts';
import { estimate } from '../estimates.ts';
import { fromId, toId, unknown } from '../ids.ts';
import { iso } from '../iso.ts';
import { type Address, brandOf, doubleOptIn, isVerified, makeBrand, refuseUsed, setDoubleOptIn } from '../lists.ts';
import { activeQuery, countLists, nextLists, type StoredList } from '../members.report.ts';
import { pageAmong } from '../page-among.ts';
import { pageOf, pageQuery } from '../pages.ts';
import { route } from '../route.ts';
import { byId, type List, list, listChange, newList, pageShape, sender, senderInput } from '../wire.ts';

const tag = 'Lists';

export function listRoutes(scope: FastifyInstance): void {
  route(scope, {
    on: 'GET /lists',
    operation: 'list_lists',
    summary: 'List all lists in the workspace, oldest first',
    tag,
    scope: 'read',
    query: pageQuery,
    answers: { status: 200, shape: pageShape(list) },
    handleLater: async (call) => {
      const { db } = call.workspace;
      const page = pageOf(call, {
        read: (after, limit) => nextLists(db, { after: Number(after?.[0] ?? 0), limit }),
        positionOf: ({ id }) => [id],
        show: (row) => row,
        total: () => countLists(db),
      });
      return { ...page, data: await Promise.all(page.data.map((row) => show(call.workspace, row))) };
    },
  });

  route(scope, {
    on: 'GET /lists/:id',
    operation: 'get_list',
    summary: 'Retrieve a single list',
    tag,
    scope: 'read',
    params: byId,
    answers: { status: 200, shape: list },
    handleLater: ({ workspace, params }) => show(workspace, stored(workspace.db, fromId('lst', params.id))),
  });

  route(scope, {
    on: 'POST /lists',
    operation: 'create_list',
    summary: 'Create a list',
    tag,
    scope: 'write',
    body: newList,
    answers: { status: 201, shape: list },
    handle: ({ workspace, body }) => {
      const { db, clock, changes } = workspace;
      const brandId = brandFor(db, body.default_from, clock());
      const { publicId } = createList(db, { name: body.name, brandId, now: clock() });
      setDoubleOptIn(db, { listId: publicId, on: body.double_opt_in, now: clock() });
      changes.announce('lists', 'brands');
      return wire(db, stored(db, publicId), 0);
    },
  });

  route(scope, {
    on: 'PATCH /lists/:id',
    operation: 'update_list',
    summary: 'Change what is given of a list',
    tag,
    scope: 'write',
    params: byId,
    body: listChange,
    answers: { status: 200, shape: list },
    handleLater: async ({ workspace, params, body }) => {
      const { db, clock, changes } = workspace;
      const id = fromId('lst', params.id);
      db.transaction(() => {
        stored(db, id);
        const brandId = body.default_from === undefined ? undefined : brandFor(db, body.default_from, clock());
        changeList(db, { id, name: body.name, brandId, now: clock() });
        if (body.double_opt_in !== undefined) setDoubleOptIn(db, { listId: id, on: body.double_opt_in, now: clock() });
      });
      changes.announce('lists', 'brands');
      return show(workspace, stored(db, id));
    },
  });

  route(scope, {
    on: 'DELETE /lists/:id',
    operation: 'delete_list',
    summary: 'Delete a list and all its subscribers',
    tag,
    scope: 'admin',
    params: byId,
    handle: ({ workspace, params }) => {
      const { db, clock, changes } = workspace;
      const id = requireList(db, stored(db, fromId('lst', params.id)).publicId).publicId;
      refuseUsed(db, id);
      removeList(db, { id, now: clock() });
      changes.announce('lists', 'contacts', 'suppressions');
    },
  });
}

/** Senders are not in the document, which needs them all the same: addresses that campaigns may come from. */
export function senderRoutes(scope: FastifyInstance): void {
  const showSender = (
    db: WriteDb,
    { publicId, fromEmail, fromName }: { publicId: string; fromEmail: string; fromName: string },
  ) => ({
    id: toId('dom', publicId),
    email: fromEmail,
    name: fromName,
    status: isVerified(db, fromEmail) ? ('verified' as const) : ('pending' as const),
  });

  route(scope, {
    on: 'GET /senders',
    operation: 'list_senders',
    summary: 'List the verified senders',
    tag: 'Senders',
    scope: 'read',
    query: pageQuery,
    answers: { status: 200, shape: pageShape(sender) },
    handle: (call) => {
      const { db } = call.workspace;
      const brands = listBrands(db)
        .filter(({ fromEmail }) => fromEmail !== '')
        .sort((a, b) => a.id - b.id);
      return pageAmong(call, brands, { idOf: ({ id }) => id, show: (brand) => showSender(db, brand) });
    },
  });

  route(scope, {
    on: 'POST /senders',
    operation: 'create_sender',
    summary: 'Add a sender; its domain counts as verified from then on',
    tag: 'Senders',
    scope: 'admin',
    body: senderInput,
    answers: { status: 201, shape: sender },
    handle: ({ workspace, body }) => {
      const { db, clock, changes } = workspace;
      const address = emailKey(body.email);
      if (!address.ok) throw invalid('http.invalid', address.reason, { email: address.reason });
      if (listBrands(db).some(({ fromEmail, fromName }) => fromEmail === address.email && fromName === body.name))
        throw conflict('pulsemail.sender', 'This sender is there already.');
      const made = makeBrand(db, { sender: { ...body, email: address.email }, now: clock() });
      changes.announce('brands');
      return showSender(db, made);
    },
  });
}

function stored(db: WriteDb, id: string): StoredList {
  const [found] = nextLists(db, { after: 0, limit: 1, id });
  if (!found) throw unknown('lst');
  return found;
}

function brandFor(db: WriteDb, sender: Address | null | undefined, now: number): string | null {
  return sender ? brandOf(db, { sender, field: 'default_from', now }).publicId : null;
}

async function show(workspace: Workspace, row: StoredList): Promise<List> {
  const subscribers = await estimate(workspace, { name: `active ${row.id}`, query: (most) => activeQuery(row.id, most) });
  return wire(workspace.db, row, subscribers);
}

const wire = (db: WriteDb, row: StoredList, subscribers: number): List => ({
  id: toId('lst', row.publicId),
  name: row.name,
  subscribers,
  double_opt_in: doubleOptIn(db, row.publicId),
  default_from: row.fromEmail ? { email: row.fromEmail, name: row.fromName ?? '' } : null,
  created_at: iso(row.createdAt),
});
