import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { queryClient } from '../../connection/query-client.ts';
import { SMALL_ICON } from '../../ui/icons.ts';
import { toastError } from '../../ui/toasts.ts';
import { base64Of } from '../panel/inputs/image-file.ts';
import { mediaQuery } from './media-query.ts';
import { isMarked, markedName, withPlayMark } from './play-mark.ts';

/** Draws the sign of a film on a still of the library. What comes of it is a picture of its own; the original stays. */
export function PlayMark({ id, onDone }: { id: string; onDone: (id: string) => void }) {
  const pictures = useQuery(mediaQuery).data;
  const picture = pictures?.find((one) => one.id === id);
  const draw = useMutation({
    mutationFn: async (fileName: string) => {
      const bitmap = await createImageBitmap(await (await fetch(`/app/media/${id}`)).blob());
      const name = markedName(fileName);
      const file = new File([await withPlayMark(bitmap)], name, { type: 'image/jpeg' });
      return api.media.add({ fileName: name, data: await base64Of(file) });
    },
    onSuccess: async (made) => {
      onDone(made.id);
      await queryClient.invalidateQueries({ queryKey: ['media'] });
    },
    onError: toastError,
  });
  if (!picture || isMarked(picture.fileName)) return null;
  return (
    <Button
      size="xs"
      loading={draw.isPending}
      leftSection={<IconPlayerPlay {...SMALL_ICON} />}
      onClick={() => draw.mutate(picture.fileName)}
    >
      Draw a play mark on it
    </Button>
  );
}
