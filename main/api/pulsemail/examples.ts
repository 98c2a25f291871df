import type { Example } from '../http/examples.ts';
import blocksWebhooksWorkspace from './examples/blocks-webhooks-workspace.json' with { type: 'json' };
import listsAndSubscribers from './examples/lists-and-subscribers.json' with { type: 'json' };
import templatesAndCampaigns from './examples/templates-and-campaigns.json' with { type: 'json' };

/** The documented requests that the tests replay. */
export const examples: readonly Example[] = [...blocksWebhooksWorkspace, ...listsAndSubscribers, ...templatesAndCampaigns];
