import { stat } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { renameWorkspace, requireWorkspace } from '../../../access/access.ts';
import { listBrands, listMedia } from '../../../content/content.ts';
import { domainOfAddress } from '../../../domains/domains.ts';
import type { Workspace } from '../../../workspace.ts';
import type { ApiContext } from '../../dialect.ts';
import { readFact, writeFact } from '../../http/program-facts.store.ts';
import { acceptedBetween, contactsQuery, importedBetween } from '../campaigns.report.ts';
import { toId } from '../ids.ts';
import { iso } from '../iso.ts';
import { pageQuery, walkOf } from '../pages.ts';
import { route } from '../route.ts';
import { auditEntry, auditQuery, pageShape, usage, usageQuery, workspaceChange, workspaceShape } from '../wire.ts';

const tag = 'Workspaces';
const REGION = 'default-region';
const PLAN = 'local';

export function workspaceRoutes(scope: FastifyInstance, { registry }: ApiContext): void {
  function show({ id, db }: Workspace) {
    const { name, createdAt } = requireWorkspace(registry, id);
    const senders = new Map(listBrands(db).map((brand) => [domainOfAddress(brand.fromEmail), brand]));
    senders.delete('');
    return {
      id: toId('ws', id),
      name,
      default_region: readFact(db, REGION, z.string()) ?? 'eu-de',
      plan: PLAN,
      sender_domains: [...senders].map(([domain, brand]) => ({
        id: toId('dom', brand.publicId),
        domain,
        status: 'verified',
        verified_at: iso(brand.createdAt),
      })),
      created_at: iso(createdAt),
    };
  }

  route(scope, {
    on: 'GET /workspaces/current',
    operation: 'get_workspace',
    summary: 'The workspace of the key',
    tag,
    scope: 'read',
    answers: { status: 200, shape: workspaceShape },
    handle: ({ workspace }) => show(workspace),
  });

  route(scope, {
    on: 'PATCH /workspaces/current',
    operation: 'update_workspace',
    summary: 'Update name and default region',
    tag,
    scope: 'admin',
    body: workspaceChange,
    answers: { status: 200, shape: workspaceShape },
    handle: ({ workspace, body }) => {
      if (body.default_region !== undefined) writeFact(workspace.db, REGION, body.default_region);
      if (body.name !== undefined) renameWorkspace(registry, { id: workspace.id, name: body.name });
      workspace.changes.announce('workspaces');
      return show(workspace);
    },
  });

  route(scope, {
    on: 'GET /workspaces/current/usage',
    operation: 'get_usage',
    summary: 'What was sent and is stored',
    tag,
    scope: 'read',
    query: usageQuery,
    answers: { status: 200, shape: usage },
    handleLater: async ({ workspace: { db, clock, reads, webhooks }, query }) => {
      const month = query.period ?? iso(clock()).slice(0, 7);
      const from = Date.parse(`${month}-01T00:00:00Z`);
      const start = new Date(from);
      const until = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
      const media = listMedia(db).reduce((sum, { bytes }) => sum + bytes, 0);
      const [people] = await reads.rows<{ count: number }>({ file: db.file, query: contactsQuery });
      const outcomes = webhooks.deliveries.countOutcomes({ since: from, until });
      return {
        period: { start: iso(from), end: iso(until) },
        plan: PLAN,
        sends: { used: acceptedBetween(db, { from, until }), limit: null, remaining: null },
        subscribers: { used: people?.count ?? 0, limit: null },
        storage: { used_bytes: media + (await stat(db.file)).size, limit_bytes: null },
        imports: { rows: importedBetween(db, { from, until }) },
        webhook_deliveries: outcomes,
      };
    },
  });

  route(scope, {
    on: 'GET /workspaces/current/audit',
    operation: 'list_audit',
    summary: 'Who changed what, newest first',
    tag,
    scope: 'admin',
    query: pageQuery.extend(auditQuery.shape),
    answers: { status: 200, shape: pageShape(auditEntry) },
    handle: (call) => {
      const { audit } = call.workspace;
      const { action, actor_id, since, until, limit } = call.query;
      const walk = walkOf(call);
      const filter = {
        ...(action === undefined ? {} : { action }),
        ...(actor_id === undefined ? {} : { actorId: actor_id.replace(/^(key|usr)_/, '') }),
        ...(since === undefined ? {} : { since }),
        ...(until === undefined ? {} : { until }),
      };
      const rows = audit.page({ filter, before: walk.after === null ? null : Number(walk.after[0]), limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        data: shown.map((entry) => ({
          id: toId('aud', entry.publicId),
          at: iso(entry.at),
          actor: { type: entry.actorType === 'key' ? 'api_key' : entry.actorType, id: entry.actorId, label: entry.actorLabel },
          action: entry.action,
          target: { type: entry.targetType, id: entry.targetId },
          ip: entry.ip,
          request_id: entry.requestId,
          metadata: entry.details,
        })),
        next_cursor: rows.length > shown.length && last ? walk.next([last.id]) : null,
        total_estimate: audit.count(filter),
      };
    },
  });
}
