import type { Handlers } from '#shared/rpc/contract.ts';
import type { fieldsRpc } from '#shared/rpc/fields.ts';
import {
  changeField,
  createField,
  listFields,
  measureField,
  mergeFields,
  previewMerge,
  previewRetype,
  removeField,
  requireField,
  retypeField,
  setChoices,
  usersOfField,
} from '../contacts/contacts.ts';
import { segmentsUsingField } from '../segments/segments.ts';
import type { Workspace } from '../workspace.ts';
import { replaceField } from './replace-references.ts';

export const fieldsHandlers = ({ db, clock, changes, fieldWork }: Workspace) => {
  const changed = <Answer>(answer: Answer): Answer => {
    changes.announce('fields', 'contacts');
    fieldWork.wake();
    return answer;
  };
  return {
    all: () => listFields(db),
    create: (wanted) => {
      const field = createField(db, { ...wanted, now: clock() });
      changes.announce('fields');
      return field;
    },
    change: (change) => {
      changeField(db, change);
      changes.announce('fields');
      return {};
    },
    usage: ({ id }) => {
      const { key } = requireField(db, id);
      return { segments: segmentsUsingField(db, key), ...usersOfField(db, key) };
    },
    measure: ({ id }, { signal }) => measureField(db, { id, signal }),
    previewRetype: (wanted, { signal }) => previewRetype(db, { ...wanted, signal }),
    retype: (change) => {
      retypeField(db, { ...change, now: clock() });
      return changed({});
    },
    previewMerge: (wanted, { signal }) => previewMerge(db, { ...wanted, signal }),
    merge: (change) => {
      const now = clock();
      db.transaction(() => {
        const [from, into] = [requireField(db, change.id), requireField(db, change.intoId)];
        mergeFields(db, { ...change, now });
        replaceField(db, { from: from.key, into, now });
      });
      changes.announce('segments', 'campaigns', 'templates', 'imports');
      return changed({});
    },
    setChoices: (change) => {
      setChoices(db, change);
      return changed({});
    },
    remove: ({ id }) => {
      removeField(db, id);
      return changed({});
    },
    watchWork: (_, { signal }) => fieldWork.watch(signal),
  } satisfies Handlers<typeof fieldsRpc>;
};
