import { ActionIcon, Button, FileButton } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { base64Of } from '../../editor/panel/inputs/image-file.ts';
import { bytes } from '../../ui/format.ts';
import { ICON, SMALL_ICON } from '../../ui/icons.ts';
import { Section } from '../../ui/Section.tsx';
import { attachmentsQuery } from '../queries.ts';
import classes from './AttachmentsSection.module.css';

/** Files that everybody gets with the message. */
export function AttachmentsSection({ id }: { id: string }) {
  const queries = useQueryClient();
  const files = useQuery(attachmentsQuery(id)).data ?? [];
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['campaigns'] });
  const add = useMutation({
    mutationFn: async (chosen: File[]) => {
      for (const file of chosen)
        await api.campaigns.attach({ id, fileName: file.name, type: file.type, data: await base64Of(file) });
    },
    onSettled: onSuccess,
  });
  const remove = useMutation({ mutationFn: (attachmentId: string) => api.campaigns.detach({ id, attachmentId }), onSuccess });
  const whole = files.reduce((sum, file) => sum + file.bytes, 0);

  return (
    <Section title="Attachments">
      {files.length > 0 && (
        <ul className={classes.list}>
          {files.map((file) => (
            <li key={file.id}>
              <IconPaperclip {...SMALL_ICON} />
              <span className={classes.name}>{file.fileName}</span>
              <span className="faint small num">{bytes(file.bytes)}</span>
              <ActionIcon
                size="sm"
                aria-label={`Take ${file.fileName} out`}
                disabled={remove.isPending}
                onClick={() => remove.mutate(file.id)}
              >
                <IconX {...SMALL_ICON} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.foot}>
        <FileButton multiple onChange={(chosen) => chosen.length > 0 && add.mutate(chosen)}>
          {(props) => (
            <Button {...props} loading={add.isPending} leftSection={<IconPaperclip {...ICON} />}>
              Add files
            </Button>
          )}
        </FileButton>
        <p className="dim small">
          {files.length === 0
            ? 'None. Everybody gets each file with the message, up to 10 MB together; a link is lighter.'
            : `${bytes(whole)} of 10 MB, with every single message.`}
        </p>
      </div>
    </Section>
  );
}
