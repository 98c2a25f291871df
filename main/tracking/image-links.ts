import { sameSecret, signature } from '../base/ids.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { findLinkKey, imagesByLink, linkKey, publicAddress, setImagesByLink } from './settings.store.ts';

/** Where an image of the library is found on the public listener. */
export type ImageLink = (imageId: string) => string;

/**
 * Links to images, where a person wants messages to link to them and there is an address to link to. Null where images
 * travel inside of messages instead, which always works and makes each message larger.
 */
export function imageLinks(db: ReadDb): ImageLink | null {
  const base = publicAddress(db);
  const key = findLinkKey(db);
  if (base === '' || key === null || !imagesByLink(db)) return null;
  return (imageId) => `${base}/i/${imageId}.${proof(key, imageId)}`;
}

export function linkImages(db: WriteDb, on: boolean): void {
  db.transaction(() => {
    linkKey(db);
    setImagesByLink(db, on);
  });
}

/** The image that a link of this workspace leads to, or null where this key did not sign it. */
export function readImageToken(key: string, token: string): string | null {
  const [, imageId, given] = /^([0-9a-z]{1,32})\.([A-Za-z0-9_-]{22})$/.exec(token) ?? [];
  return imageId && given && sameSecret(given, proof(key, imageId)) ? imageId : null;
}

const proof = (key: string, imageId: string): string => signature(key, `image:${imageId}`);
