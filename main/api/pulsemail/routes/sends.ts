import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { conflict } from '../../../base/errors.ts';
import { type Campaign, progressOf, requireCampaign, unscheduleCampaign } from '../../../campaigns/campaigns.ts';
import { cancelSend, requireSend } from '../../../delivery/delivery.ts';
import type { Workspace } from '../../../workspace.ts';
import { type RecipientRow, recipientsQuery } from '../campaigns.report.ts';
import { dispatched, placeOf, requireDispatched, sourceFor, statusOf, withdraw, withdrawnOf } from '../campaigns.ts';
import { type Deeds, deedsOf } from '../deeds.ts';
import { fromId, toId } from '../ids.ts';
import { iso, isoOrNull } from '../iso.ts';
import { pageAmong } from '../page-among.ts';
import { pageQuery, walkOf } from '../pages.ts';
import { route } from '../route.ts';
import { byId, pageShape, recipient, recipientStatus, sendShape, sendStatusWord } from '../wire.ts';

const tag = 'Sends';

export function sendRoutes(scope: FastifyInstance): void {
  route(scope, {
    on: 'GET /sends',
    operation: 'list_sends',
    summary: 'List sends, newest first',
    tag,
    scope: 'read',
    query: pageQuery.extend({ status: sendStatusWord.optional(), campaign_id: z.string().max(100).optional() }),
    answers: { status: 200, shape: pageShape(sendShape) },
    handleLater: async (call) => {
      const { db } = call.workspace;
      const { status, campaign_id } = call.query;
      const found = dispatched(db)
        .filter((one) => status === undefined || statusOf(db, one) === status)
        .filter((one) => campaign_id === undefined || toId('cmp', one.publicId) === campaign_id);
      const page = pageAmong(call, found, { idOf: ({ id }) => id, show: (one) => one, newestFirst: true });
      const deeds = await deedsOf(call.workspace, page.data);
      return { ...page, data: page.data.map((one) => show(call.workspace, one, deeds)) };
    },
  });

  route(scope, {
    on: 'GET /sends/:id',
    operation: 'get_send',
    summary: 'Retrieve the progress and counts of a send',
    tag,
    scope: 'read',
    params: byId,
    answers: { status: 200, shape: sendShape },
    handleLater: async ({ workspace, params }) => {
      const found = requireDispatched(workspace.db, params.id);
      return show(workspace, found, await deedsOf(workspace, [found]));
    },
  });

  route(scope, {
    on: 'POST /sends/:id/cancel',
    operation: 'cancel_send',
    summary: 'Cancel a send that is scheduled or under way; what has left stays sent',
    tag,
    scope: 'send',
    params: byId,
    answers: { status: 200, shape: sendShape },
    handleLater: async ({ workspace, params, again }) => {
      const { db, clock, changes, delivery } = workspace;
      const found = requireDispatched(db, params.id);
      const { publicId: id, scheduledAt, send } = found;
      const status = statusOf(db, found);
      // It was cancelled by this request, and a crash kept the answer from being written down.
      if (again && status === 'cancelled') return show(workspace, found, await deedsOf(workspace, [found]));
      if (status === 'sent' || status === 'cancelled') throw conflict('pulsemail.over', `This send is ${status} already.`);
      db.transaction(() => {
        if (send) cancelSend(db, { sendId: send.id, now: clock() });
        else {
          unscheduleCampaign(workspace, id);
          withdraw(db, { id, scheduledAt, at: clock() });
        }
      });
      changes.announce('campaigns', 'sends', 'messages');
      delivery.wake();
      const over = requireCampaign(db, id);
      return show(workspace, over, await deedsOf(workspace, [over]));
    },
  });

  route(scope, {
    on: 'GET /sends/:id/recipients',
    operation: 'list_recipients',
    summary: 'What became of each recipient',
    tag,
    scope: 'read',
    params: byId,
    query: pageQuery.extend({ status: recipientStatus.optional() }),
    answers: { status: 200, shape: pageShape(recipient) },
    handleLater: async (call) => {
      const { workspace, query, params } = call;
      const { db, reads } = workspace;
      const found = requireDispatched(db, params.id);
      const walk = walkOf(call);
      if (!found.send) return { data: [], next_cursor: null, total_estimate: 0 };
      const { list_id } = placeOf(db, found);
      const rows = await reads.rows<RecipientRow>({
        file: db.file,
        query: recipientsQuery({
          sendId: found.send.id,
          listId: list_id && fromId('lst', list_id),
          status: query.status ?? null,
          after: Number(walk.after?.[0] ?? 0),
          limit: query.limit + 1,
        }),
      });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        data: shown.map(showRecipient),
        next_cursor: rows.length > shown.length && last ? walk.next([last.id]) : null,
        total_estimate: requireSend(db, found.send.publicId).recipients,
      };
    },
  });
}

function showRecipient(row: RecipientRow) {
  const left = row.status === 'accepted' || row.status === 'uncertain' ? isoOrNull(row.settledAt) : null;
  const came = row.status === 'accepted' && row.wire !== 'bounced' ? left : null;
  const bounced = row.wire === 'bounced';
  return {
    subscriber_id: row.subscriber && toId('sub', row.subscriber),
    email: row.email,
    status: row.wire,
    sent_at: left,
    delivered_at: came,
    opened_at: isoOrNull(row.openedAt),
    clicked_at: isoOrNull(row.clickedAt),
    bounce: bounced ? { type: 'hard', reason: row.reply || row.reason } : null,
  };
}

function show(workspace: Workspace, campaign: Campaign, deeds: Deeds) {
  const { db } = workspace;
  const { publicId, send, scheduledAt, createdAt } = campaign;
  const facts = {
    id: toId('snd', publicId),
    campaign_id: toId('cmp', publicId),
    warnings: sourceFor(db, campaign).missing.map((name) => `Nobody knows a value of {{${name}}}; it is left out.`),
  };
  if (!send) {
    const taken = withdrawnOf(db, campaign);
    return {
      ...facts,
      status: taken ? ('cancelled' as const) : ('scheduled' as const),
      scheduled_at: isoOrNull(taken?.scheduledAt ?? scheduledAt),
      started_at: null,
      completed_at: isoOrNull(taken?.at ?? null),
      counts: NOTHING,
      progress: 0,
      created_at: iso(createdAt),
    };
  }
  const { counts, recipients, startedAt, finishedAt } = progressOf(workspace, send.publicId);
  const of = (name: string) => deeds(campaign, name);
  const open = counts.pending + counts.claimed + counts.attempting + counts.deferred;
  const cancelled = of('cancelled');
  return {
    ...facts,
    status: statusOf(db, campaign),
    scheduled_at: null,
    started_at: isoOrNull(startedAt),
    completed_at: isoOrNull(finishedAt),
    counts: {
      queued: open,
      sent: counts.accepted + counts.uncertain,
      delivered: Math.max(0, counts.accepted - of('bounced')),
      opened: of('opened'),
      clicked: of('clicked'),
      bounced: counts.refused + of('bounced'),
      complained: of('complained'),
      unsubscribed: of('unsubscribed'),
      failed: counts.skipped - cancelled,
      cancelled,
    },
    progress: recipients === 0 ? 100 : Math.floor((100 * Math.max(0, recipients - open)) / recipients),
    created_at: iso(startedAt),
  };
}

const NOTHING = {
  queued: 0,
  sent: 0,
  delivered: 0,
  opened: 0,
  clicked: 0,
  bounced: 0,
  complained: 0,
  unsubscribed: 0,
  failed: 0,
  cancelled: 0,
};
