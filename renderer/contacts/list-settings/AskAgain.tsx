import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { CanAsk } from '#shared/rpc/list-settings.ts';
import { api } from '../../api.ts';
import { number, people } from '../../ui/format.ts';
import { Loading } from '../../ui/Loading.tsx';
import { followBulk } from '../bulk.tsx';
import { ConfirmationTrouble } from './ConfirmationTrouble.tsx';
import classes from './ListSettings.module.css';
import { askedWords, notAskedWords } from './words.ts';

type Props = { list: { id: string; name: string }; onClose: () => void };

/** Asks all pending people of a list once more, after it has said how many that is and who is not asked. */
export function AskAgain({ list, onClose }: Props) {
  const { data } = useQuery({
    queryKey: ['lists', 'can-ask', list.id],
    queryFn: ({ signal }) => api.listSettings.canAsk({ id: list.id }, { signal }),
    gcTime: 0,
  });
  const ask = useMutation({
    mutationFn: () => api.listSettings.askAll({ id: list.id }),
    onSuccess: ({ id }) => {
      void followBulk(id);
      onClose();
    },
  });
  return (
    <Modal centered opened onClose={onClose} title={`Ask again: ${list.name}`} size={520}>
      {!data ? (
        <Loading what="Counting…" />
      ) : (
        <div className={classes.fields}>
          <Told counts={data} />
          {data.trouble === 'not-asking' && <p className={classes.problem}>{askedWords['not-asking']}</p>}
          {data.trouble !== null && data.trouble !== 'not-asking' && <ConfirmationTrouble trouble={data.trouble} />}
          <div className={classes.buttons}>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="filled"
              disabled={data.asked === 0 || data.trouble !== null}
              loading={ask.isPending}
              onClick={() => ask.mutate()}
              data-autofocus
            >
              {data.asked === 0 ? 'Nobody to ask' : `Ask ${people(data.asked)}`}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

function Told({ counts }: { counts: CanAsk }) {
  const { pending, asked } = counts;
  const others = (['too-soon', 'too-often', 'suppressed'] as const).filter((why) => counts[why] > 0);
  return (
    <>
      <p className={classes.told}>
        {asked === 0 ? 'None' : <b className="num">{number(asked)}</b>} of {people(pending)} who {pending === 1 ? 'is' : 'are'}{' '}
        pending {asked > 1 ? 'get' : 'gets'} the confirmation mail {asked === 0 ? 'now' : 'once more'}.
      </p>
      {others.length > 0 && (
        <ul className={classes.others} aria-label="Who is not asked">
          {others.map((why) => (
            <li key={why}>
              <b className="num">{number(counts[why])}</b>
              <span>{notAskedWords[why]}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="dim small">
        Everybody is asked once an hour at most, and three times until they answer. Each link works for 14 days; mails that are on
        their way cannot be called back.
      </p>
    </>
  );
}
