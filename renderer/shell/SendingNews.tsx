import { useEffect, useRef } from 'react';
import type { Api } from '#shared/rpc/rpc.ts';
import { api } from '../api.ts';
import { bridge } from '../connection/bridge.ts';
import { number } from '../ui/format.ts';
import { toast } from '../ui/toasts.ts';
import { useHome } from './queries.ts';

type Going = Awaited<ReturnType<Api['home']['get']>>['goingOut'][number];

const PROGRESS = /^\d+% · /;

/**
 * In a browser there is no tray: the title of the page says how far it is, and a word how it ended. On the desktop the
 * system does that.
 */
export function SendingNews() {
  const goingOut = useHome().data?.goingOut;
  const before = useRef(new Map<string, Going>());
  useEffect(() => {
    if (bridge || !goingOut) return;
    const going = goingOut.filter(({ status }) => status === 'sending');
    const [done, of] = going.reduce(([some, all], item) => [some + item.done, all + item.recipients], [0, 0]);
    const title = document.title.replace(PROGRESS, '');
    document.title = of === 0 ? title : `${Math.floor((100 * done) / of)}% · ${title}`;
    const now = new Map(goingOut.flatMap((item) => (item.sendId ? [[item.sendId, item]] : [])));
    for (const [sendId, item] of before.current) if (!now.has(sendId)) void tellEnd(item);
    before.current = now;
  }, [goingOut]);
  return null;
}

async function tellEnd({ campaignId, name }: Going): Promise<void> {
  const { status, accepted, refused, uncertain } = await api.campaigns.report({ id: campaignId });
  if (status !== 'sent') return;
  const parts = [
    `${number(accepted)} accepted`,
    refused > 0 && `${number(refused)} refused`,
    uncertain > 0 && `${number(uncertain)} uncertain`,
  ];
  toast(`${parts.filter(Boolean).join(', ')}.`, `${name} is sent`);
}
