import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ImportResult } from '#shared/rpc/imports.ts';
import { api } from '../api.ts';
import { ConfirmButton } from '../ui/confirm.tsx';
import { people } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';

/** Takes a whole import back, and says beforehand what goes and what stays. */
export function UndoButton({ result }: { result: ImportResult }) {
  const { id, imported, updated } = result;
  const undo = useMutation({ mutationFn: () => api.imports.undo({ id }) });
  return (
    <ConfirmButton
      leftSection={<IconArrowBackUp {...ICON} />}
      loading={undo.isPending}
      onConfirm={() => undo.mutate()}
      question={{
        title: 'Undo this import?',
        body: (
          <>
            <p>
              {imported > 0 && `${people(imported)} it brought ${imported === 1 ? 'is' : 'are'} removed. `}
              {updated > 0 && 'Whoever was here before is again as they were. '}
              Its list, fields and tags go, where nothing else uses them.
            </p>
            <p style={{ paddingTop: 10 }}>
              Whoever you or a script changed since stays as they are now. Whoever received mail since is removed too: the record
              of what was sent stays, and who unsubscribed, bounced or complained since is still never mailed.
            </p>
          </>
        ),
        confirmLabel: imported > 0 ? `Undo, and remove ${people(imported)}` : 'Undo the import',
        cancelLabel: 'Keep it',
        danger: true,
      }}
    >
      Undo this import
    </ConfirmButton>
  );
}
