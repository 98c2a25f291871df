import type { Version } from '#shared/rpc/versions.ts';
import { ways } from '../writing/ways.ts';

/** How a version is called: its own name, or why it was kept. */
export function nameOf({ name, kind }: Pick<Version, 'name' | 'kind'>): string {
  if (name) return name;
  const way = Object.entries(ways).find(([key]) => key === kind)?.[1];
  return way ? `As ${way.inWords}, before the switch` : 'Before the switch';
}
