import type { DialectPlugin } from '../dialect.ts';
import { authenticate } from './authenticate.ts';
import { answer } from './errors.ts';
import { examples } from './examples.ts';
import { brandRoutes } from './routes/brands.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { importRoutes } from './routes/import.ts';
import { keyRoutes } from './routes/keys.ts';
import { listRoutes } from './routes/lists.ts';
import { loginRoutes } from './routes/login.ts';
import { sendRoutes } from './routes/send.ts';
import { settingsRoutes } from './routes/settings.ts';
import { subscriberRoutes } from './routes/subscribers.ts';
import { COOKIE } from './session-cookie.ts';
import { components } from './wire.ts';

export const plume: DialectPlugin = {
  name: 'plume',
  title: 'Plume API',
  prefix: '/plume',
  keyless: ['/api/login', '/api/logout', '/api/me'],
  cookie: COOKIE,
  components,
  examples,
  answer,
  routes: async (scope, context) => {
    authenticate(scope, context);
    const groups = [
      loginRoutes,
      brandRoutes,
      listRoutes,
      importRoutes,
      subscriberRoutes,
      campaignRoutes,
      sendRoutes,
      settingsRoutes,
      keyRoutes,
    ];
    for (const group of groups) await scope.register(async (inner) => group(inner, context));
  },
};
