import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

export type Address = { address: string; family: number };
export type Resolve = (host: string) => Promise<readonly Address[]>;

export const resolveBySystem: Resolve = (host) => lookup(host, { all: true, verbatim: true });

const internal = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  internal.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['100::', 64],
  // Ways to write an IPv4 address as another one: by them every private network could be reached.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
] as const)
  internal.addSubnet(net, bits, 'ipv6');

/** Whether an address belongs to this computer, to a private network, or to nobody. */
const isInternal = (address: string): boolean => {
  const family = isIP(address);
  if (family === 0) return true;
  return internal.check(address, family === 4 ? 'ipv4' : 'ipv6');
};

export class TargetError extends Error {}

/** Who says whether an address within may be called: the workspace sets the ceiling, and below it the endpoint. */
export type Reach = 'public' | 'off-in-workspace' | 'private';

export const reachOf = (allowed: { byWorkspace: boolean; byEndpoint: boolean }): Reach => {
  if (!allowed.byEndpoint) return 'public';
  return allowed.byWorkspace ? 'private' : 'off-in-workspace';
};

/**
 * The address to connect to. It is resolved once and the connection goes to this very address, so that a name cannot lead
 * elsewhere after it was judged.
 */
export async function findTarget(url: URL, options: { reach: Reach; resolve: Resolve }): Promise<Address> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const found = family === 0 ? await options.resolve(host) : [{ address: host, family }];
  const open = found.find(({ address }) => options.reach === 'private' || !isInternal(address));
  if (open) return open;
  if (found.length === 0) throw new TargetError(`${host} has no address.`);
  throw new TargetError(
    options.reach === 'public'
      ? `${host} is in a private network, which this webhook may not call.`
      : `${host} is in a private network, and calls there are off for all webhooks of this workspace.`,
  );
}
