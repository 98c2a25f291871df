import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SuppressionReason } from '#shared/schema/words.ts';
import { api } from '../api.ts';
import { confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toasts.ts';
import { reasonMeaning } from './words.ts';

/** Lets an address be mailed again, once someone has said that they know what that means. */
export function useLift(): (given: { email: string; reason: SuppressionReason }) => void {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ email }: { email: string }) => api.suppressions.lift({ email }),
    onSuccess: (_, { email }) => toast(`${email} can be mailed again.`),
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => ['contacts', 'suppressions'].includes(String(queryKey[0])) }),
  });
  const ask = async ({ email, reason }: { email: string; reason: SuppressionReason }) => {
    const yes = await confirm({
      title: `Mail ${email} again?`,
      body: `${reasonMeaning[reason]} Lift this only if you know that it has changed, for instance because they wrote to you. Mailing people against their wish costs you the trust of their mail providers.`,
      confirmLabel: 'Lift the suppression',
      danger: true,
    });
    if (yes) mutate({ email });
  };
  return (given) => void ask(given);
}
