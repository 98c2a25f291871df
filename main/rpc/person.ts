import type { Handlers } from '#shared/rpc/contract.ts';
import type { personRpc } from '#shared/rpc/person.ts';
import {
  addNote,
  changeNote,
  countTimeline,
  describeContact,
  frequencyOf,
  notesOf,
  personFile,
  removeNote,
  requireContact,
  timelineOf,
} from '../contacts/contacts.ts';
import { countForgettable } from '../delivery/delivery.ts';
import type { Workspace } from '../workspace.ts';
import { erasePerson } from './erase-person.ts';
import { toldChanges } from './told-changes.ts';

export const personHandlers = (workspace: Workspace) => {
  const { db, clock, changes } = workspace;
  const noted = <Answer>(answer: Answer): Answer => {
    changes.announce('contacts');
    return answer;
  };
  return {
    timeline: async ({ id, ...page }) => {
      const contact = requireContact(db, id);
      return timelineOf(db, { contact, ...page, told: await toldChanges(db, contact) });
    },
    timelineCounts: async ({ id }) => {
      const contact = requireContact(db, id);
      return countTimeline(db, { contactId: contact.id, told: (await toldChanges(db, contact)).length });
    },
    frequency: ({ id }) => frequencyOf(db, { contactId: requireContact(db, id).id, now: clock() }),
    notes: ({ id }) => notesOf(db, id),
    addNote: ({ id, text }) => noted({ id: addNote(db, { contactId: id, text, now: clock() }) }),
    changeNote: ({ id, text }) => {
      changeNote(db, { id, text, now: clock() });
      return noted({});
    },
    removeNote: ({ id }) => {
      removeNote(db, id);
      return noted({});
    },
    exportAll: async ({ id }) => {
      const { fileName, bytes } = await personFile(db, { id, now: clock() });
      return { fileName, base64: bytes.toString('base64') };
    },
    beforeErase: ({ id }) => {
      const contact = requireContact(db, id);
      const counts = countTimeline(db, { contactId: contact.id });
      const { mail: _, changes: __, ...events } = counts;
      return {
        messages: countForgettable(db, { contactId: contact.id, emailKey: contact.emailKey }),
        events: Object.values(events).reduce((sum, count) => sum + count, 0),
        notes: notesOf(db, id).length,
        lists: describeContact(db, id).memberships.length,
      };
    },
    erase: async ({ id }) => {
      await erasePerson(workspace, id);
      return {};
    },
  } satisfies Handlers<typeof personRpc>;
};
