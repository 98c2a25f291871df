import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ListSettings } from '#shared/rpc/list-settings.ts';
import { api } from '../../api.ts';
import { EmailFrame } from '../../campaigns/preview/EmailFrame.tsx';
import classes from './ListSettings.module.css';

type Words = Pick<ListSettings, 'publicName' | 'confirmSubject' | 'confirmText'>;

/** The confirmation mail as it will arrive, while it is being written. */
export function ConfirmationPreview({ id, values, sender }: { id: string; values: Words; sender: string }) {
  const { publicName, confirmSubject, confirmText } = values;
  const [words] = useDebouncedValue({ publicName, confirmSubject, confirmText }, 250);
  const { data } = useQuery({
    queryKey: ['lists', 'confirmation', id, words.publicName, words.confirmSubject, words.confirmText],
    queryFn: ({ signal }) => api.listSettings.preview({ id, ...words }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return (
    <figure className={classes.preview} aria-label="Preview of the confirmation mail">
      <figcaption>
        <b>{data?.subject ?? ''}</b>
        <span className="faint small">{sender ? `From ${sender}` : 'There is no sender yet'}</span>
      </figcaption>
      {data && <EmailFrame title="The confirmation mail" html={data.html} height={400} library />}
      {data?.problem && (
        <p className={classes.problem} role="status">
          {data.problem}
        </p>
      )}
    </figure>
  );
}
