import { ActionIcon, TextInput } from '@mantine/core';
import { IconCrop, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ClipboardEvent, type DragEvent, useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../connection/query-client.ts';
import { bytes, plural } from '../../ui/format.ts';
import { SMALL_ICON } from '../../ui/icons.ts';
import { toastError } from '../../ui/toasts.ts';
import { base64Of, problemWithFile } from '../panel/inputs/image-file.ts';
import { ImageEditor } from './ImageEditor.tsx';
import classes from './images.module.css';
import { mediaQuery } from './media-query.ts';

const usesQuery = {
  queryKey: ['media', 'uses'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.media.uses({}, { signal }),
  throwOnError: false,
};

/** Above this a picture is slow on a phone. */
const HEAVY = 500 * 1024;

/** The pictures of the workspace: found, added by drop or paste, cut and chosen. */
export function Library({ onChoose }: { onChoose: (id: string) => void }) {
  const pictures = useQuery(mediaQuery);
  const uses = useQuery(usesQuery).data;
  const [search, setSearch] = useState('');
  const [editing, setEditing] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['media'] });
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const problem = problemWithFile(file);
        if (problem) throw new Error(problem);
        await api.media.add({ fileName: file.name || 'pasted.png', data: await base64Of(file) });
      }
    },
    onError: toastError,
    onSettled: refresh,
  });
  const remove = useMutation({ mutationFn: (id: string) => api.media.remove({ id }), onError: toastError, onSettled: refresh });
  const take = (files: FileList) => files.length > 0 && add.mutate([...files]);
  const edited = pictures.data?.find(({ id }) => id === editing);
  if (pictures.error) return <p role="alert">{pictures.error.message}</p>;
  if (edited)
    return (
      <ImageEditor
        picture={edited}
        onClose={() => setEditing(null)}
        onDone={(id) => {
          void refresh();
          onChoose(id);
        }}
      />
    );
  const all = pictures.data ?? [];
  const words = search.trim().toLowerCase();
  const shown = all.filter(({ fileName }) => fileName.toLowerCase().includes(words));

  return (
    <section
      aria-label="Pictures"
      aria-busy={add.isPending}
      onPaste={(event: ClipboardEvent) => take(event.clipboardData.files)}
      onDragOver={(event: DragEvent) => event.preventDefault()}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        event.stopPropagation();
        take(event.dataTransfer.files);
      }}
    >
      <TextInput
        aria-label="Search pictures"
        placeholder={`Search ${plural(all.length, 'picture')}, or drop and paste new ones here`}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {pictures.data && shown.length === 0 && (
        <p className={classes.none}>{all.length === 0 ? 'No picture yet. Drop one here.' : 'No picture is called so.'}</p>
      )}
      <ul className={classes.pictures}>
        {shown.map((picture) => (
          <li key={picture.id} className={classes.picture}>
            <button type="button" className={classes.choose} onClick={() => onChoose(picture.id)}>
              <img src={`/app/media/${picture.id}`} alt="" loading="lazy" />
              <span className={classes.name}>{picture.fileName}</span>
              <span className="faint num small" data-heavy={picture.bytes > HEAVY || undefined}>
                {picture.width} × {picture.height} · {bytes(picture.bytes)}
              </span>
              {uses && (
                <span className="faint small">{uses[picture.id] ? `in ${uses[picture.id]?.join(', ')}` : 'not used'}</span>
              )}
            </button>
            <div className={classes.actions}>
              {picture.type !== 'image/gif' && (
                <ActionIcon aria-label={`Crop and resize ${picture.fileName}`} onClick={() => setEditing(picture.id)}>
                  <IconCrop {...SMALL_ICON} />
                </ActionIcon>
              )}
              {uses && !uses[picture.id] && (
                <ActionIcon aria-label={`Remove ${picture.fileName}`} onClick={() => remove.mutate(picture.id)}>
                  <IconTrash {...SMALL_ICON} />
                </ActionIcon>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
