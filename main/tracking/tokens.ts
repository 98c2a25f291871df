import { sameSecret, signature } from '../base/ids.ts';

/** What a link lets its holder do. Each is signed differently, so that one cannot be turned into another. */
export type Purpose = 'open' | 'click' | 'unsubscribe' | 'view' | 'preferences' | 'confirm';

export type Token = { messageId: number; linkId: number | null };

const SHAPE = /^([0-9a-z]{1,10})(?:-([0-9a-z]{1,10}))?\.([A-Za-z0-9_-]{22})$/;

/** `<message>[-<link>].<signature>`: unguessable, short, and safe in a path without escaping. */
export function writeToken(key: string, purpose: Purpose, messageId: number, linkId: number | null = null): string {
  const ids = linkId === null ? messageId.toString(36) : `${messageId.toString(36)}-${linkId.toString(36)}`;
  return `${ids}.${signature(key, `${purpose}:${ids}`)}`;
}

/** What a token stands for, or null if this key did not sign it for this purpose. */
export function readToken(key: string, purpose: Purpose, token: string): Token | null {
  const [, message, link, given] = SHAPE.exec(token) ?? [];
  if (!message || !given) return null;
  const ids = link === undefined ? message : `${message}-${link}`;
  if (!sameSecret(given, signature(key, `${purpose}:${ids}`))) return null;
  return { messageId: Number.parseInt(message, 36), linkId: link === undefined ? null : Number.parseInt(link, 36) };
}
