import type { IncomingHttpHeaders } from 'node:http';
import { findKey, looksLikeKeyOf } from '../access/access.ts';
import type { WriteDb } from '../db/db.ts';
import type { DialectPlugin } from './dialect.ts';
import { bearerOf, cookieOf } from './http/headers.ts';

type Request = { url?: string | undefined; headers: IncomingHttpHeaders };

/**
 * Finds the dialect of a request that names none. Native paths collide between dialects, so the key decides; without
 * one the cookie of a log-in, or the path if only one dialect answers it without a key. Null when nothing tells.
 */
function dialectAtRoot(registry: WriteDb, dialects: readonly DialectPlugin[], request: Request): DialectPlugin | null {
  const key = bearerOf(request.headers);
  if (key !== null) {
    const known = findKey(registry, key);
    // An unknown key is refused in the words of the dialect that it seems to be for.
    const names = known ? [known.dialect] : looksLikeKeyOf(key);
    return theOnly(dialects.filter((dialect) => names.includes(dialect.name)));
  }
  const byCookie = dialects.filter(({ cookie }) => cookie !== undefined && cookieOf(request.headers, cookie) !== null);
  const path = pathOf(request);
  return theOnly(byCookie) ?? theOnly(dialects.filter(({ keyless }) => keyless.some((pattern) => covers(pattern, path))));
}

/** The URL under which the router knows a request: its own, or with the prefix of its dialect before it. */
export function routedUrl(options: {
  registry: WriteDb;
  dialects: readonly DialectPlugin[];
  ownPaths: readonly string[];
  request: Request;
}): string {
  const { registry, dialects, ownPaths, request } = options;
  const url = request.url ?? '/';
  const path = pathOf(request);
  if (!path.startsWith('/') || isOwn(ownPaths, path)) return url;
  if (dialects.some(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))) return url;
  const dialect = dialectAtRoot(registry, dialects, request);
  return dialect ? dialect.prefix + url : url;
}

export const isOwn = (ownPaths: readonly string[], path: string) => ownPaths.some((pattern) => covers(pattern, path));

const covers = (pattern: string, path: string) =>
  pattern.endsWith('/*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;

const pathOf = (request: Request) => (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';

const theOnly = <Item>(items: readonly Item[]): Item | null => (items.length === 1 ? (items[0] ?? null) : null);
