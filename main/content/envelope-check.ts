import type { CheckKind } from '#shared/content/checks.ts';
import { withoutTags } from '#shared/content/liquid-tags.ts';

type Found = { what: CheckKind; place: 'subject' | 'preheader'; detail: string };

/** What people and filters take amiss in a subject; an empty one is no fault while it is being written. */
export function checkEnvelope({ subject, preheader }: { subject: string; preheader: string }): Found[] {
  const found: Found[] = [];
  const words = withoutTags(subject);
  const letters = words.replace(/[^\p{L}]/gu, '');
  const shouts = letters.length >= 8 && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
  if (shouts || /[!?]{3}|[$€£]{3}/.test(words)) found.push({ what: 'loud-subject', place: 'subject', detail: '' });
  const [, mark] = /^\s*(re|aw|fwd?|wg)\s*:/i.exec(words) ?? [];
  if (mark) found.push({ what: 'false-reply', place: 'subject', detail: `${mark}:` });
  if (subject.trim() !== '' && preheader.trim() === '') found.push({ what: 'no-preheader', place: 'preheader', detail: '' });
  return found;
}
