import type { FastifyInstance } from 'fastify';
import type { DialectPlugin } from '../dialect.ts';
import { authenticate } from './authenticate.ts';
import { answer } from './errors.ts';
import { examples } from './examples.ts';
import { goOnWithJobs } from './jobs.ts';
import { watchMethods } from './other-methods.ts';
import { BASE } from './route.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { eventRoutes } from './routes/events.ts';
import { importRoutes, jobRoutes } from './routes/import.ts';
import { listRoutes, senderRoutes } from './routes/lists.ts';
import { meRoutes } from './routes/me.ts';
import { segmentRoutes } from './routes/segments.ts';
import { sendRoutes } from './routes/sends.ts';
import { subscriberRoutes } from './routes/subscribers.ts';
import { tagRoutes } from './routes/tags.ts';
import { blockRoutes, templateRoutes } from './routes/templates.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { workspaceRoutes } from './routes/workspace.ts';
import { webhookStyle } from './webhook-style.ts';
import { components } from './wire.ts';

export const pulsemail: DialectPlugin = {
  name: 'pulsemail',
  title: 'PulseMail API',
  prefix: '/pulsemail',
  keyless: [`${BASE}/openapi.json`],
  components,
  examples,
  answer,
  webhooks: webhookStyle,
  goOn: goOnWithJobs,
  routes: async (scope, context) => {
    scope.decorateRequest('fingerprint', '');
    authenticate(scope, context);
    const refuseOthers = watchMethods(scope);
    const groups = [
      meRoutes,
      listRoutes,
      senderRoutes,
      importRoutes,
      jobRoutes,
      subscriberRoutes,
      tagRoutes,
      segmentRoutes,
      templateRoutes,
      blockRoutes,
      campaignRoutes,
      sendRoutes,
      eventRoutes,
      webhookRoutes,
      workspaceRoutes,
    ];
    for (const group of groups) await scope.register(async (inner: FastifyInstance) => group(inner, context));
    scope.get(`${BASE}/openapi.json`, { schema: { hide: true }, config: { scope: 'none' } }, () => scope.swagger());
    refuseOthers();
  },
};
