import { z } from 'zod';
import { count, id, time, withId } from '../schema/shapes.ts';
import { chosenContacts } from './bulk.ts';
import { call, stream } from './contract.ts';
import { suppressionFilter } from './suppressions.ts';

/** What a column tells of a contact. Of the list that was asked for where one was, else of all their lists. */
const exportColumn = z.union([
  z.enum([
    'email',
    'firstName',
    'lastName',
    'tags',
    'status',
    'consentSource',
    'consentAt',
    'lists',
    'suppressed',
    'createdAt',
    'updatedAt',
  ]),
  z.object({ field: z.string() }),
]);
export type ExportColumn = z.infer<typeof exportColumn>;

const exportFormat = z.enum(['csv', 'xlsx']);
export type ExportFormat = z.infer<typeof exportFormat>;

const what = z.union([
  z.object({
    contacts: chosenContacts,
    columns: z.array(exportColumn).min(1).max(300),
    /** Whose status and consent is told. */
    listId: id.optional(),
  }),
  z.object({ suppressions: suppressionFilter }),
]);
export type ExportWhat = z.output<typeof what>;
export type ExportWhatInput = z.input<typeof what>;

const exportState = z.object({
  id,
  fileName: z.string(),
  state: z.enum(['running', 'finished', 'cancelled', 'failed']),
  error: z.string(),
  rows: count,
  total: count,
  startedAt: time,
});
export type ExportState = z.infer<typeof exportState>;

export const exportsRpc = {
  start: call(z.object({ what, format: exportFormat }), withId),
  watch: stream(withId, exportState),
  cancel: call(withId, z.object({})),
};
