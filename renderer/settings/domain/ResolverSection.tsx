import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { toast } from '../../ui/toasts.ts';
import { LineForm } from '../LineForm.tsx';
import classes from './Domain.module.css';
import { resolverQuery } from './queries.ts';

/** Which DNS server the checks ask. */
export function ResolverSection() {
  const resolver = useQuery(resolverQuery).data?.resolver;
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (text: string) => api.domains.change({ resolver: text }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['settings'] });
      toast('The DNS server is saved. It counts for the next check.');
    },
  });
  if (resolver === undefined) return null;
  return (
    <div className={classes.resolver}>
      <LineForm
        label="DNS server for checks"
        description="It is asked when you check a domain, and only then."
        placeholder="The one of this computer"
        value={resolver}
        button="Save"
        check={(text) =>
          text === '' || /^[\d.]+(:\d+)?$|^[0-9a-f:.]+$|^\[[0-9a-f:.]+\](:\d+)?$/i.test(text)
            ? null
            : 'An IP address such as 9.9.9.9.'
        }
        saving={save.isPending}
        onSave={(text) => save.mutateAsync(text)}
      />
    </div>
  );
}
