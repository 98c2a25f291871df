import { type Preset, presets } from './presets.ts';

const endsWith = (name: string, ending: string): boolean => name === ending || name.endsWith(`.${ending}`);
const plainName = (name: string): string => name.trim().toLowerCase().replace(/\.$/, '');

export const presetById = (id: string): Preset | null => presets.find((preset) => preset.id === id) ?? null;

/** The host whose server this is; exact names go before endings. On this computer the port tells programs apart. */
export function presetOfServer({ host, port }: { host: string; port: number }): Preset | null {
  const name = plainName(host);
  const likely = presets.filter((preset) => preset.security !== 'none' || preset.port === port);
  const exact = likely.find((preset) => preset.hosts.includes(name));
  return exact ?? likely.find((preset) => preset.hosts.some((known) => endsWith(name, known))) ?? null;
}

/** The host that gives out addresses of this kind, such as Gmail for what ends with @gmail.com. */
export function presetOfAddress(address: string): Preset | null {
  const domain = plainName(address.slice(address.lastIndexOf('@') + 1));
  return presets.find((preset) => preset.domains.some((known) => endsWith(domain, known))) ?? null;
}

/** The host that receives a domain's mail, and hence most likely sends it: by the names of its mail exchangers. */
export function presetOfExchangers(exchangers: readonly string[]): Preset | null {
  const names = exchangers.map(plainName);
  return presets.find((preset) => preset.exchangers.some((known) => names.some((name) => endsWith(name, known)))) ?? null;
}

/** What somebody means who types this, the best first. Everything where nothing is typed. */
export function searchPresets(text: string): Preset[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [...presets];
  if (wanted.includes('@')) return [presetOfAddress(wanted)].filter((preset) => preset !== null);
  const rank = ({ name, also, hosts, domains }: Preset): number => {
    if (name.toLowerCase().startsWith(wanted)) return 0;
    const words = [name, ...also, ...hosts, ...domains].map((word) => word.toLowerCase());
    if (words.some((word) => word.startsWith(wanted))) return 1;
    return words.some((word) => word.includes(wanted)) ? 2 : 3;
  };
  return presets
    .map((preset) => ({ preset, at: rank(preset) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at)
    .map(({ preset }) => preset);
}

const amounts = [
  ['perMinute', 'a minute'],
  ['perHour', 'an hour'],
  ['perDay', 'a day'],
] as const;

/** `30 a minute, 10,000 a day, 3 connections`; empty where the host publishes none. */
export function limitsInWords({ limits }: Pick<Preset, 'limits'>): string {
  const parts = amounts.flatMap(([name, words]) => {
    const amount = limits[name];
    return amount === undefined ? [] : [`${amount.toLocaleString('en')} ${words}`];
  });
  if (limits.connections !== undefined) parts.push(`${limits.connections} connections`);
  return parts.join(', ');
}
