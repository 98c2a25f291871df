import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { toast } from '../../ui/toasts.ts';
import { useEditor, useSession } from '../store/context.ts';
import classes from './ConflictBar.module.css';

/** Two windows wrote to the same campaign. Neither version is lost: a person says which one stays here. */
export function ConflictBar() {
  const session = useSession();
  const navigate = useNavigate();
  const conflict = useEditor((state) => state.saving.is === 'conflict');
  const theirs = useMutation({ mutationFn: session.takeTheirs });
  const copy = useMutation({
    mutationFn: session.keepAsCopy,
    onSuccess: async (id) => {
      toast('What was here is now a campaign of its own.');
      await navigate({ to: '/campaigns/$id/design', params: { id } });
    },
  });
  if (!conflict) return null;
  const busy = theirs.isPending || copy.isPending;
  return (
    <div className={classes.bar} role="alert">
      <span>This campaign was changed in another window. What you write here is not saved until you choose.</span>
      <Button size="xs" disabled={busy} loading={theirs.isPending} onClick={() => theirs.mutate()}>
        Load theirs
      </Button>
      <Button size="xs" disabled={busy} loading={copy.isPending} onClick={() => copy.mutate()}>
        Keep mine as a copy
      </Button>
    </div>
  );
}
