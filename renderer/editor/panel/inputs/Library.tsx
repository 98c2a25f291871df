import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api.ts';
import { bytes } from '../../../ui/format.ts';
import classes from './inputs.module.css';

export const mediaQuery = {
  queryKey: ['media', 'all'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.media.all({}, { signal }),
  throwOnError: false,
};

/** The pictures of the workspace. */
export function Library({ onChoose }: { onChoose: (id: string) => void }) {
  const pictures = useQuery(mediaQuery);
  if (pictures.error) return <p role="alert">{pictures.error.message}</p>;
  if (pictures.data?.length === 0) return <p className="dim">No picture yet. Drop one on the field, or upload it there.</p>;
  return (
    <div className={classes.library}>
      {(pictures.data ?? []).map((picture) => (
        <button key={picture.id} type="button" className={classes.picture} onClick={() => onChoose(picture.id)}>
          <img src={`/app/media/${picture.id}`} alt="" loading="lazy" />
          <span>{picture.fileName}</span>
          <span className="faint num">
            {picture.width} × {picture.height} · {bytes(picture.bytes)}
          </span>
        </button>
      ))}
    </div>
  );
}
