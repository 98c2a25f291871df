import { contactFilter } from '#shared/rpc/contacts.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import type { listSettingsRpc } from '#shared/rpc/list-settings.ts';
import { conflict } from '../base/errors.ts';
import { confirmationSender, previewConfirmation } from '../campaigns/campaigns.ts';
import { requireContact } from '../contacts/contacts.ts';
import { askToConfirm, canBeAsked, canBeAskedQuery, changeListSettings, listSettings, requireList } from '../lists/lists.ts';
import type { Workspace } from '../workspace.ts';
import { chosenIds } from './selection.ts';

export const listSettingsHandlers = ({ db, clock, changes, finder, bulk }: Workspace) => {
  const preview = (words: { id: string; publicName: string; confirmSubject: string; confirmText: string }) => {
    const list = requireList(db, words.id);
    return previewConfirmation(db, {
      subject: words.confirmSubject,
      text: words.confirmText,
      listName: words.publicName || list.name,
      brand: confirmationSender(db, list.id).brand,
    });
  };
  const troubleOf = (publicId: string) => {
    const { id, doubleOptIn } = listSettings(db, publicId);
    return { listId: id, trouble: doubleOptIn ? confirmationSender(db, id).why : ('not-asking' as const) };
  };
  return {
    get: ({ id }) => {
      const { id: listId, shownName: _, ...settings } = listSettings(db, id);
      const { brand, why } = confirmationSender(db, listId);
      return { ...settings, trouble: why, sender: brand?.fromEmail ? brand.fromName || brand.fromEmail : '' };
    },
    change: async (change) => {
      const known = listSettings(db, change.id);
      // A mail that cannot be written would ask nobody, and nobody would know.
      const { problem } = await preview({
        id: change.id,
        publicName: change.publicName ?? known.publicName,
        confirmSubject: change.confirmSubject ?? known.confirmSubject,
        confirmText: change.confirmText ?? known.confirmText,
      });
      if (problem) throw conflict('lists.confirmation-words', problem);
      changeListSettings(db, { ...change, now: clock() });
      changes.announce('lists');
      return {};
    },
    preview: async (words) => {
      const { subject, html, problem } = await preview(words);
      return { subject, html, problem };
    },
    canAsk: async ({ id }) => {
      const { listId, trouble } = troubleOf(id);
      return { ...canBeAsked(await finder.rows(canBeAskedQuery({ listId, now: clock() }))), trouble };
    },
    askAll: ({ id }) => {
      // Without these the mails would be asked for, and none would be written.
      if (troubleOf(id).trouble !== null)
        throw conflict('lists.cannot-ask', 'Confirmation mails of this list cannot be sent. Its settings say why.');
      const who = chosenIds(db, { filter: contactFilter.parse({ listId: id, status: 'pending' }), without: [] });
      return { id: bulk.start(who, { kind: 'askToConfirm', listId: id }) };
    },
    ask: ({ listId, contactId }) => {
      const place = { listId: requireList(db, listId).id, contactId: requireContact(db, contactId).id };
      const result = askToConfirm(db, { ...place, now: clock() });
      if (result === 'asked') changes.announce('lists');
      return { result };
    },
  } satisfies Handlers<typeof listSettingsRpc>;
};
