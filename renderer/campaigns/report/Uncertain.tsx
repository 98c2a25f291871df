import { Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { confirm } from '../../ui/confirm.tsx';
import { number, people, plural, time } from '../../ui/format.ts';
import { toast } from '../../ui/toasts.ts';
import classes from './Uncertain.module.css';

const SHOWN = 20;
const AT_ONCE = 500;

type Decision = { ids: number[] | 'all'; as: 'resend' | 'accepted' };

/** Messages of which nobody knows whether they arrived. Only a person may decide to risk a second one. */
export function Uncertain({ sendId, count }: { sendId: string; count: number }) {
  const queries = useQueryClient();
  const shown = useQuery({
    queryKey: ['sends', 'messages', { sendId, status: 'uncertain', count }],
    queryFn: ({ signal }) => api.sends.messages({ id: sendId, status: 'uncertain', limit: SHOWN }, { signal }),
    placeholderData: keepPreviousData,
  }).data;

  const decide = useMutation({
    mutationFn: async ({ ids, as }: Decision) => {
      if (ids !== 'all') return (await api.sends.decide({ id: sendId, messageIds: ids, as })).decided;
      let decided = 0;
      // What is decided leaves the list, so its beginning is asked for again until nothing is left.
      for (;;) {
        const { rows } = await api.sends.messages({ id: sendId, status: 'uncertain', limit: AT_ONCE });
        if (rows.length === 0) return decided;
        const now = (await api.sends.decide({ id: sendId, messageIds: rows.map((row) => row.id), as })).decided;
        if (now === 0) return decided;
        decided += now;
      }
    },
    onSuccess: (decided, { as }) =>
      toast(
        as === 'resend'
          ? `${plural(decided, 'message')} will be sent again.`
          : `${plural(decided, 'message')} counted as accepted.`,
      ),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['sends'] });
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });

  const resend = async (ids: Decision['ids'], to: number) => {
    const yes = await confirm({
      title: `Send again to ${people(to)}?`,
      body:
        to === 1
          ? 'This message may have arrived. If it did, the person gets it twice.'
          : `These messages may have arrived. Whoever got the first one gets it twice.`,
      confirmLabel: `Send again to ${people(to)}`,
    });
    if (yes) decide.mutate({ ids, as: 'resend' });
  };

  return (
    <div className={classes.group}>
      <b>{number(count)} with unknown outcome</b>
      <p className="dim">
        The line dropped after the message was handed over. {count === 1 ? 'It' : 'They'} may have arrived. Nothing is sent twice
        by itself.
      </p>
      <ul className={classes.messages}>
        {shown?.rows.map((row) => (
          <li key={row.id}>
            <div className={classes.who}>
              <span title={row.email}>{row.email}</span>
              {count > 1 && (
                <>
                  <Button
                    size="xs"
                    variant="subtle"
                    aria-label={`Send again to ${row.email}`}
                    disabled={decide.isPending}
                    onClick={() => void resend([row.id], 1)}
                  >
                    Again
                  </Button>
                  <Button
                    size="xs"
                    variant="subtle"
                    aria-label={`Count the message to ${row.email} as accepted`}
                    disabled={decide.isPending}
                    onClick={() => decide.mutate({ ids: [row.id], as: 'accepted' })}
                  >
                    Accepted
                  </Button>
                </>
              )}
            </div>
            <div className="mono faint">
              {row.attemptedAt !== null && `${time(row.attemptedAt)} → `}
              {row.reply || row.reason || 'no answer'}
            </div>
          </li>
        ))}
      </ul>
      {count > SHOWN && <p className="faint small">and {number(count - SHOWN)} more</p>}
      <div className={classes.buttons}>
        <Button loading={decide.isPending && decide.variables.as === 'resend'} onClick={() => void resend('all', count)}>
          {count === 1 ? 'Send again' : `Send all ${number(count)} again`}
        </Button>
        <Button
          variant="subtle"
          loading={decide.isPending && decide.variables.as === 'accepted'}
          onClick={() => decide.mutate({ ids: 'all', as: 'accepted' })}
        >
          {count === 1 ? 'Count as accepted' : `Count all ${number(count)} as accepted`}
        </Button>
      </div>
    </div>
  );
}
