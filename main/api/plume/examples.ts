import type { Example } from '../http/examples.ts';
import brands from './examples/brands.json' with { type: 'json' };
import campaigns from './examples/campaigns.json' with { type: 'json' };
import lists from './examples/lists.json' with { type: 'json' };
import login from './examples/login.json' with { type: 'json' };
import settingsAndKeys from './examples/settings-and-keys.json' with { type: 'json' };
import subscribers from './examples/subscribers.json' with { type: 'json' };

/** The documented requests that the tests replay. */
export const examples: readonly Example[] = [...brands, ...campaigns, ...lists, ...login, ...settingsAndKeys, ...subscribers];
