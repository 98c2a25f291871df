import type { Contact, ContactFilter } from '#shared/rpc/contacts.ts';
import type { ConsentMethod, FieldType, MembershipStatus, SuppressionReason } from '#shared/schema/words.ts';
import type { Tone } from '../ui/Chip.tsx';

type Figure = NonNullable<ContactFilter['report']>['figure'];

export const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`.trim();

export const statusTone: Record<MembershipStatus, Tone> = { subscribed: 'good', pending: 'warn', unsubscribed: 'bad' };

export const reasonWords: Record<SuppressionReason, string> = {
  unsubscribed: 'unsubscribed',
  bounced: 'bounced',
  complained: 'complained',
  blocked: 'blocked',
};

/** What a suppression means for mail. */
export const reasonMeaning: Record<SuppressionReason, string> = {
  unsubscribed: 'They asked for no more mail.',
  bounced: 'Their mailbox does not exist or refuses mail.',
  complained: 'They reported a message as spam.',
  blocked: 'Someone here decided never to mail them.',
};

export const consentWords: Record<ConsentMethod, string> = {
  import: 'by an import',
  form: 'by a form',
  api: 'by a script',
  manual: 'by hand',
};

/** The people behind a number of a report: "who clicked". */
export const figureWords: Record<Figure, string> = {
  recipients: 'who were meant to get',
  opened: 'who opened',
  clicked: 'who clicked in',
  unsubscribed: 'who unsubscribed by',
  pending: 'still waiting for',
  claimed: 'next in line for',
  attempting: 'being sent',
  accepted: 'whose server accepted',
  refused: 'whose server refused',
  deferred: 'to be tried again with',
  uncertain: 'with an unknown outcome of',
  skipped: 'left out of',
};

/** One word for where a person stands, as the chips at the top of the panel say it. */
export function standing(contact: Pick<Contact, 'suppressed' | 'memberships'>): { word: string; tone: Tone } {
  if (contact.suppressed) return { word: `Suppressed: ${reasonWords[contact.suppressed]}`, tone: 'bad' };
  const has = (status: MembershipStatus) => contact.memberships.some((membership) => membership.status === status);
  if (has('subscribed')) return { word: 'Subscribed', tone: 'good' };
  if (has('pending')) return { word: 'Pending', tone: 'warn' };
  return has('unsubscribed') ? { word: 'Unsubscribed', tone: 'bad' } : { word: 'In no list', tone: 'plain' };
}

export const fieldTypeWords: Record<FieldType, string> = {
  text: 'text',
  number: 'number',
  boolean: 'yes or no',
  date: 'date',
  choice: 'choice',
};
