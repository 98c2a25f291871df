import { setTimeout as delay } from 'node:timers/promises';
import { audience } from '#shared/rpc/campaigns.ts';
import { createCampaign, launchCampaign, progressOf } from '../main/campaigns/campaigns.ts';
import { createBrand } from '../main/content/content.ts';
import { createTransport } from '../main/delivery/delivery.ts';
import { setPublicAddress } from '../main/tracking/tracking.ts';
import type { Workspace } from '../main/workspace.ts';
import { html } from './send-message.ts';

/** Sends a tracked campaign of 10 KB to everybody of a list, over five connections to the sink; returns once the first have gone. */
export async function beginSend(workspace: Workspace, { sinkPort, listId }: { sinkPort: number; listId: string }): Promise<void> {
  const { db, clock, secrets } = workspace;
  const { publicId: transportId } = createTransport(db, {
    transport: {
      kind: 'smtp',
      settings: { host: '127.0.0.1', port: sinkPort, security: 'auto', user: '' },
      password: '',
      name: 'Sink',
      connections: 5,
      perSecond: null,
      perDay: null,
    },
    secrets,
    now: clock(),
  });
  setPublicAddress(db, 'https://news.example');
  const { publicId: brandId } = createBrand(db, {
    name: 'Bench',
    fromName: 'News',
    fromEmail: 'news@test.example',
    postalAddress: '1 Mill Lane, Ghent',
    now: clock(),
  });
  const body = html('{{ contact.first_name | default: "reader" }}', '{{ unsubscribe_url }}', (url) => url);
  const id = createCampaign(db, {
    name: 'Offers',
    subject: 'Offers of the week',
    brandId,
    transportId,
    document: { version: 1, kind: 'html', html: body, text: '' },
    audience: audience.parse({ listIds: [listId] }),
    now: clock(),
  });
  const { sendId } = await launchCampaign(workspace, { id });
  workspace.delivery.wake();
  while (progressOf(workspace, sendId).counts.accepted === 0) await delay(20);
}
