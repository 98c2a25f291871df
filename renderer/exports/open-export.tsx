import { modals } from '@mantine/modals';
import type { ChosenContacts } from '#shared/rpc/bulk.ts';
import type { ExportWhatInput } from '#shared/rpc/exports.ts';
import { ExportDialog } from './ExportDialog.tsx';

/** What is exported, its columns still to be chosen. */
export type ToExport = ExportWhatInput | { contacts: ChosenContacts; listId?: string };

export function openExport(what: ToExport): void {
  const id = modals.open({
    title: 'suppressions' in what ? 'Export suppressed addresses' : 'Export people',
    children: <ExportDialog what={what} onClose={() => modals.close(id)} />,
  });
}
