import { BlockList, isIPv6 } from 'node:net';
import type { Dns } from './dns.ts';
import { asciiDomain } from './names.ts';
import { type Directive, hasMacro, isSpf, parseSpf, type Qualifier } from './spf-record.ts';

/** RFC 7208 §4.6.4: receivers stop after ten terms that need the DNS, and after two that find nothing. */
const MOST_LOOKUPS = 10;
const MOST_VOIDS = 2;
/** Where counting itself ends, for a record that leads on and on. */
const FAR_TOO_MANY = 30;
/** Each name that gets no answer costs seconds, and one is enough not to know. */
const MOST_UNKNOWNS = 2;

const isEnough = (walk: Walk): boolean => walk.lookups > FAR_TOO_MANY || walk.unknowns.length >= MOST_UNKNOWNS;

type Rule =
  | { is: 'addresses'; qualifier: Qualifier; list: BlockList; addresses: string[] }
  | { is: 'include'; qualifier: Qualifier; tree: SpfTree | null; domain: string }
  | { is: 'all'; qualifier: Qualifier }
  /** Depends on the message: exists, ptr, macros. */
  | { is: 'open'; qualifier: Qualifier };

/** A record with everything it leads to, looked up. */
export type SpfTree = { domain: string; text: string; rules: Rule[]; redirect: SpfTree | null };

export type Walk = {
  lookups: number;
  /** Looked up in vain. */
  voids: number;
  /** Why receivers give up on it. */
  errors: string[];
  /** What could not be found out. */
  unknowns: string[];
  /** Domains of all records that it leads to. */
  included: Set<string>;
  /** Domains that it leads to in vain: they have no record that could be read. */
  dead: Set<string>;
};

export async function walkSpf(dns: Dns, of: { domain: string; text: string }): Promise<{ tree: SpfTree; walk: Walk }> {
  const walk: Walk = { lookups: 0, voids: 0, errors: [], unknowns: [], included: new Set(), dead: new Set() };
  const tree = await treeOf(dns, walk, { ...of, path: [of.domain] });
  if (walk.lookups > MOST_LOOKUPS) walk.errors.push(`It needs ${walk.lookups} look-ups; receivers stop after ${MOST_LOOKUPS}.`);
  if (walk.voids > MOST_VOIDS)
    walk.errors.push(`${walk.voids} of its rules lead to names that do not exist; receivers stop after two.`);
  return { tree, walk };
}

type Place = { domain: string; text: string; path: string[] };

async function treeOf(dns: Dns, walk: Walk, place: Place): Promise<SpfTree> {
  const record = parseSpf(place.text);
  walk.errors.push(...record.errors.map((error) => (place.path.length > 1 ? `${place.domain}: ${error}` : error)));
  const rules: Rule[] = [];
  // One after the other, so that counting ends where a receiver's would.
  for (const directive of record.directives) rules.push(await ruleOf(dns, walk, { directive, place }));
  const redirect = record.redirect ? await recordAt(dns, walk, { name: record.redirect, place, how: 'redirect' }) : null;
  return { domain: place.domain, text: place.text, rules, redirect };
}

async function ruleOf(dns: Dns, walk: Walk, of: { directive: Directive; place: Place }): Promise<Rule> {
  const { directive, place } = of;
  const { qualifier, mechanism, value } = directive;
  if (mechanism === 'all') return { is: 'all', qualifier };
  if (mechanism === 'ip4' || mechanism === 'ip6') return addressRule(directive, [value]);
  if (mechanism === 'include') {
    const tree = await recordAt(dns, walk, { name: value, place, how: 'include' });
    return { is: 'include', qualifier, tree, domain: asciiDomain(value) };
  }
  walk.lookups++;
  if (mechanism === 'exists' || mechanism === 'ptr' || hasMacro(value) || isEnough(walk)) return { is: 'open', qualifier };
  const name = asciiDomain(value || place.domain);
  const found = mechanism === 'a' ? await addressesOf(dns, walk, name) : await exchangersOf(dns, walk, name);
  return addressRule(directive, found);
}

const addressRule = (directive: Directive, addresses: string[]): Rule => ({
  is: 'addresses',
  qualifier: directive.qualifier,
  list: listOf(addresses, directive),
  addresses,
});

async function addressesOf(dns: Dns, walk: Walk, name: string): Promise<string[]> {
  const answer = await dns.addresses(name);
  if (answer.is === 'missing') walk.voids++;
  if (answer.is === 'unknown') walk.unknowns.push(answer.words);
  return answer.is === 'found' ? answer.values : [];
}

async function exchangersOf(dns: Dns, walk: Walk, name: string): Promise<string[]> {
  const answer = await dns.mx(name);
  if (answer.is === 'missing') walk.voids++;
  if (answer.is === 'unknown') walk.unknowns.push(answer.words);
  if (answer.is !== 'found') return [];
  if (answer.values.length > 10) walk.errors.push(`${name} has more than ten mail servers, which SPF does not follow.`);
  const found = await Promise.all(answer.values.slice(0, 10).map(({ exchange }) => dns.addresses(asciiDomain(exchange))));
  return found.flatMap((addresses) => (addresses.is === 'found' ? addresses.values : []));
}

async function recordAt(
  dns: Dns,
  walk: Walk,
  of: { name: string; place: Place; how: 'include' | 'redirect' },
): Promise<SpfTree | null> {
  walk.lookups++;
  if (hasMacro(of.name) || isEnough(walk)) return null;
  const domain = asciiDomain(of.name);
  if (of.place.path.includes(domain)) {
    walk.errors.push(`${of.place.domain} and ${domain} lead to each other in a circle.`);
    return null;
  }
  const answer = await dns.txt(domain);
  if (answer.is === 'unknown') {
    walk.unknowns.push(answer.words);
    return null;
  }
  const records = answer.is === 'found' ? answer.values.filter(isSpf) : [];
  const [text] = records;
  if (answer.is === 'missing') walk.voids++;
  if (text === undefined || records.length > 1) {
    walk.dead.add(domain);
    const what = records.length > 1 ? 'has two SPF records' : 'has no SPF record';
    walk.errors.push(`The ${of.how} leads to ${domain}, which ${what}.`);
    return null;
  }
  walk.included.add(domain);
  return treeOf(dns, walk, { domain, text, path: [...of.place.path, domain] });
}

function listOf(addresses: string[], { prefix4, prefix6 }: Directive): BlockList {
  const list = new BlockList();
  for (const address of addresses) {
    if (isIPv6(address)) list.addSubnet(address, prefix6, 'ipv6');
    else list.addSubnet(address, prefix4, 'ipv4');
  }
  return list;
}

/** What the record says of an address; `open` where that depends on more than the address. */
export function judge(tree: SpfTree, address: string): Qualifier | 'none' | 'open' {
  let open = false;
  for (const rule of tree.rules) {
    if (rule.is === 'all') return open && rule.qualifier !== '+' ? 'open' : rule.qualifier;
    if (rule.is === 'open') open = true;
    if (rule.is === 'addresses' && rule.list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) return rule.qualifier;
    if (rule.is !== 'include') continue;
    const inside = rule.tree ? judge(rule.tree, address) : 'open';
    if (inside === '+') return rule.qualifier;
    if (inside === 'open') open = true;
  }
  if (tree.redirect) return judge(tree.redirect, address);
  return open ? 'open' : 'none';
}

/** What happens to whom no rule names: the qualifier of `all`, here or where a redirect leads. */
export function restOf(tree: SpfTree): Qualifier | null {
  const last = tree.rules.at(-1);
  if (last?.is === 'all') return last.qualifier;
  return tree.redirect ? restOf(tree.redirect) : null;
}

/** One address of each range that the record allows. */
export const samplesOf = (tree: SpfTree): string[] => [
  ...tree.rules.flatMap((rule) => {
    if (rule.qualifier !== '+') return [];
    if (rule.is === 'addresses') return rule.addresses;
    return rule.is === 'include' && rule.tree ? samplesOf(rule.tree) : [];
  }),
  ...(tree.redirect ? samplesOf(tree.redirect) : []),
];
