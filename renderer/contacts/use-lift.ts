import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SuppressionReason } from '#shared/schema/words.ts';
import { api } from '../api.ts';
import { confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toasts.ts';
import { reasonMeaning } from './words.ts';

type Given = { email: string; reason: SuppressionReason };

/** What it means to mail somebody again in spite of it. */
const risk: Record<SuppressionReason, string> = {
  unsubscribed:
    'Lift this only if they asked you for mail again, for instance by writing to you. Mailing people against their wish costs you the trust of their mail providers.',
  blocked: 'They are mailed again by the next campaign that reaches them.',
  bounced:
    'If the mailbox still refuses, the next message bounces again, and your own mail account loses reputation for every one that does.',
  complained:
    'Another complaint can make their provider send all your mail to spam, and mail accounts are closed at one complaint in a thousand. In many countries it is against the law, too.',
};

/** Lets an address or a domain be mailed again, once someone has said that they know what that means. */
export function useLift(onLifted?: () => void): (given: Given) => void {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ email }: { email: string }) => api.suppressions.lift({ email }),
    onSuccess: (_, { email }) => {
      toast(`${nameOf(email)} can be mailed again.`);
      onLifted?.();
    },
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => ['contacts', 'suppressions'].includes(String(queryKey[0])) }),
  });
  const ask = async ({ email, reason }: Given) => {
    const hard = reason === 'complained' || reason === 'bounced';
    const domain = email.startsWith('@');
    const yes = await confirm({
      title: domain ? `Mail everybody at ${nameOf(email)} again?` : `Mail ${email} again?`,
      body: `${reasonMeaning[reason]} ${risk[reason]}${domain ? ' Addresses of it that are suppressed by themselves stay so.' : ''}`,
      confirmLabel: 'Lift the suppression',
      danger: true,
      ...(hard ? { typed: reason } : {}),
    });
    if (yes) mutate({ email });
  };
  return (given) => void ask(given);
}

const nameOf = (email: string): string => email.replace(/^@/, '');
