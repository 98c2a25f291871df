import { Button } from '@mantine/core';
import { IconDownload, IconPaperclip } from '@tabler/icons-react';
import type { api } from '../api.ts';
import { bytes } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { Table } from '../ui/Table.tsx';

export type InboxLetter = Awaited<ReturnType<typeof api.inbox.get>>;

function download({ fileName, type, data }: InboxLetter['attachments'][number]): void {
  const octets = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([octets], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName || 'attachment';
  link.click();
  // The browser reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function Attachments({ attachments }: Pick<InboxLetter, 'attachments'>) {
  return (
    <Table>
      <tbody>
        {attachments.map((attachment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same name, and they never move
          <tr key={index}>
            <td>
              <IconPaperclip {...ICON} /> {attachment.fileName || 'without a name'}
            </td>
            <td className="dim">{attachment.type}</td>
            <td data-right className="dim">
              {bytes(attachment.bytes)}
            </td>
            <td data-right>
              <Button
                leftSection={<IconDownload {...ICON} />}
                aria-label={`Download ${attachment.fileName}`}
                onClick={() => download(attachment)}
              >
                Download
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
