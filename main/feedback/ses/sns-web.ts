/** How Amazon SNS is reached: which hosts are its own, and how a text is fetched from there. */
export type SnsWeb = { isHost: (host: string) => boolean; get: (url: string) => Promise<string> };

const LARGEST = 64 * 1024;
const PATIENCE_MS = 10_000;

export const amazonSns: SnsWeb = {
  isHost: (host) => /^sns\.[a-z0-9-]{3,40}\.amazonaws\.com(\.cn)?$/.test(host),
  get: async (url) => {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) throw new Error(`${new URL(url).host} answered ${answer.status}`);
    const text = await answer.text();
    if (text.length > LARGEST) throw new Error(`${new URL(url).host} answered with too much`);
    return text;
  },
};

/** Whether an address is one of Amazon SNS, by https and nothing but its own host. */
export function isSnsHost(web: SnsWeb, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === 'https:' && username === '' && password === '' && web.isHost(host);
}
