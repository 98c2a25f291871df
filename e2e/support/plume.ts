import { ask } from './app.ts';

/** Asks the local server as a script would: by key, over HTTP, and nothing else. */
export type Plume = <Answer>(path: string, body?: unknown, method?: string) => Promise<Answer>;

export async function plumeKey(folder: string): Promise<string> {
  return (await ask<{ key: string }>(folder, 'keys', 'create', '--dialect', 'plume')).key;
}

export function plume(origin: string, key: string): Plume {
  return async <Answer>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
    const response = await fetch(`${origin}/plume/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  };
}

const HTML =
  '<p>Hello {{ contact.first_name | default: "there" }}, <a href="https://hearth.example/menu">the menu</a>.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>';

/** A draft to everybody in a list by that name; returns what it takes to send it. */
export async function draftFor(api: Plume, listName: string): Promise<{ campaignId: string; listId: string }> {
  const [brand] = await api<{ id: string }[]>('brands');
  const list = (await api<{ id: string; name: string }[]>('lists')).find((entry) => entry.name === listName);
  const campaign = await api<{ id: string }>('campaigns', { subject: `To ${listName}`, brandId: brand?.id, htmlBody: HTML });
  return { campaignId: campaign.id, listId: list?.id ?? '' };
}
