import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type EventFilter, estimateEvents, eventByPublicId, pageEvents } from '../../../events/events.ts';
import { findCampaign } from '../campaigns.ts';
import { knownNames, namesOf, wireEvent } from '../events.ts';
import { fromId, unknown } from '../ids.ts';
import { pageQuery, walkOf } from '../pages.ts';
import { type Call, route } from '../route.ts';
import { requireMember } from '../subscribers.ts';
import { byId, eventShape, moment, pageShape } from '../wire.ts';

const tag = 'Events';
const several = z.union([z.string().max(1000), z.array(z.string().max(100)).max(50)]);
const query = pageQuery.extend({ type: several.optional(), since: moment.optional(), until: moment.optional() });
type Query = z.output<typeof query>;

export function eventRoutes(scope: FastifyInstance): void {
  async function page(call: Call<unknown, Query, unknown>, about: Omit<EventFilter, 'names'>) {
    const { db, reads, clock } = call.workspace;
    const { type, since, until, limit } = call.query;
    const walk = walkOf(call);
    const types = type === undefined ? [] : [type].flat().flatMap((one) => one.split(','));
    const filter = {
      ...about,
      names: types.length > 0 ? types.flatMap(namesOf) : knownNames,
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    };
    const before = walk.after === null ? null : String(walk.after[0]);
    const { events, next } = await pageEvents(db, { reads, filter, before, now: clock(), limit });
    const isAll = types.length === 0 && since === undefined && until === undefined && Object.keys(about).length === 0;
    return {
      data: events.flatMap((event) => wireEvent(db, event) ?? []),
      next_cursor: next === null ? null : walk.next([next]),
      // Of a part nobody knows without counting it; of all of them the ids tell.
      total_estimate: isAll || next !== null ? estimateEvents(db) : events.length,
    };
  }

  route(scope, {
    on: 'GET /events',
    operation: 'list_events',
    summary: 'What happened, newest first',
    tag,
    scope: 'read',
    query,
    answers: { status: 200, shape: pageShape(eventShape) },
    handleLater: (call) => page(call, {}),
  });

  route(scope, {
    on: 'GET /events/:id',
    operation: 'get_event',
    summary: 'Retrieve an event',
    tag,
    scope: 'read',
    params: byId,
    answers: { status: 200, shape: eventShape },
    handle: ({ workspace: { db, clock }, params }) => {
      const event = eventByPublicId(db, { publicId: fromId('evt', params.id), now: clock() });
      const told = event && wireEvent(db, event);
      if (!told) throw unknown('evt');
      return told;
    },
  });

  route(scope, {
    on: 'GET /campaigns/:id/events',
    operation: 'list_campaign_events',
    summary: 'What happened with a campaign',
    tag,
    scope: 'read',
    params: byId,
    query,
    answers: { status: 200, shape: pageShape(eventShape) },
    handleLater: (call) => {
      const { id, publicId } = findCampaign(call.workspace.db, call.params.id);
      return page(call, { campaign: { id, publicId } });
    },
  });

  route(scope, {
    on: 'GET /subscribers/:id/events',
    operation: 'list_subscriber_events',
    summary: 'What happened with a subscriber',
    tag,
    scope: 'read',
    params: byId,
    query,
    answers: { status: 200, shape: pageShape(eventShape) },
    handleLater: (call) => page(call, { contactId: requireMember(call.workspace.db, call.params.id).contactId }),
  });
}
