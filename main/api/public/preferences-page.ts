import { escapeText } from '#shared/content/escape.ts';
import type { describePreferences } from '../../campaigns/campaigns.ts';
import { page, strong } from './page.ts';

type Facts = NonNullable<ReturnType<typeof describePreferences>>;

/** What was done just now: nothing, something that is saved, or nothing because all of it was so already. */
export type Deed = 'none' | 'saved' | 'same' | 'left-all';

const DEEDS: Record<Deed, string> = {
  none: '',
  saved: '<p role="status" class="done">Your choice is saved. A message that is already under way may still arrive.</p>',
  same: '<p role="status" class="done">Nothing was different, so nothing has changed.</p>',
  'left-all':
    '<p role="status" class="done">You will receive nothing more. A message that is already under way may still arrive.</p>',
};

/** The page on which a recipient chooses what they get. Works without scripts; nothing changes by looking at it. */
export function preferencesPage(facts: Facts, deed: Deed): string {
  const { email, sender, lists, test } = facts;
  const from = sender ? ` from ${strong(sender)}` : '';
  if (test)
    return page(
      'What you receive',
      `<p>This is a test message. From the real one, its reader chooses on this page which lists they are in; here it changes nothing.</p>`,
    );
  return page(
    'What you receive',
    `${DEEDS[deed]}<p>${lists.length > 0 ? `Emails${from} to ${strong(email)}:` : `${strong(email)} is in no list${from} that you could choose here.`}</p>
${lists.length > 0 ? choices(facts) : ''}
<form method="post"><input type="hidden" name="leave" value="all"><button type="submit" class="quiet">Unsubscribe from everything</button></form>
<p class="small">Nothing changes until you press a button.</p>`,
  );
}

function choices({ lists, mayComeBack }: Facts): string {
  const rows = lists.map(({ listId, name, status }, index) => {
    const isIn = status === 'subscribed';
    const barred = !isIn && !mayComeBack;
    const note = barred ? 'answer one of our emails to get it again' : NOTES[status];
    const id = `list-${index + 1}`;
    const value = escapeText(listId);
    return `<li><input type="hidden" name="shown" value="${value}"><input type="checkbox" id="${id}" name="list" value="${value}"${isIn ? ' checked' : ''}${barred ? ' disabled' : ''}${note ? ` aria-describedby="${id}-note"` : ''}><label for="${id}">${escapeText(name)}${note ? `<span class="note" id="${id}-note">${note}</span>` : ''}</label></li>`;
  });
  return `<form method="post"><fieldset><legend>Lists</legend><ul>
${rows.join('\n')}
</ul></fieldset><button type="submit">Save my choice</button></form>`;
}

const NOTES = { subscribed: '', pending: 'not confirmed yet', unsubscribed: 'you left it' } as const;
