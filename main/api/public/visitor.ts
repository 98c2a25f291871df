import type { FastifyRequest } from 'fastify';

export const agentOf = (request: FastifyRequest): string => request.headers['user-agent'] ?? '';

/**
 * The network that a request came from, shortened so that it names no person: 203.0.113.0/24 or 2001:db8:1::/48. What stands
 * before us on this computer, such as a tunnel, says whom it speaks for; nobody else is believed.
 */
export function networkOf(request: FastifyRequest): string {
  const peer = request.ip.replace(/^::ffff:/, '');
  if (!isHere(peer)) return shortened(peer);
  // The last one is what the tunnel itself saw; those before it are what it was told.
  const told =
    String(request.headers['x-forwarded-for'] ?? '')
      .split(',')
      .at(-1)
      ?.trim() ?? '';
  return shortened(told || peer);
}

const isHere = (address: string): boolean => address === '::1' || address.startsWith('127.');

function shortened(address: string): string {
  const four = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)?.[1];
  if (four) return `${four}.0/24`;
  if (!URL.canParse(`http://[${address}]/`)) return '';
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const groups = head === '' ? [] : head.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...(tail ? tail.split(':') : [])];
  return `${all.slice(0, 3).join(':')}::/48`;
}
