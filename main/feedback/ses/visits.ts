import type { WriteDb } from '../../db/db.ts';
import { linkIds, publicAddress, recordClick, recordOpen, registerLinks } from '../../tracking/tracking.ts';

/** A message whose links differ from person to person would otherwise fill the table of links. */
const MOST_LINKS = 500;

type Visit = {
  what: 'opened' | 'clicked';
  message: { id: number; sendId: number };
  at: number;
  link: string;
  agent: string;
};

/** Counts an open or a click that Amazon saw as if we had seen it. A link that is met for the first time becomes one of the send. */
export function recordVisit(db: WriteDb, { what, message, at, link, agent }: Visit): void {
  const visit = { messageId: message.id, at, agent };
  if (what === 'opened') return void recordOpen(db, visit);
  if (!/^https?:\/\//i.test(link) || isOurs(db, link)) return;
  const linkId = linkIdOf(db, message.sendId, link);
  if (linkId !== null) recordClick(db, { ...visit, linkId });
}

/** The ways out and the web view are no links that somebody wrote. */
function isOurs(db: WriteDb, link: string): boolean {
  const base = publicAddress(db);
  return base !== '' && link.startsWith(`${base}/`);
}

function linkIdOf(db: WriteDb, sendId: number, url: string): number | null {
  const known = linkIds(db, sendId);
  const id = known.get(url);
  if (id !== undefined) return id;
  if (known.size >= MOST_LINKS) return null;
  registerLinks(db, { sendId, urls: [url] });
  return linkIds(db, sendId).get(url) ?? null;
}
