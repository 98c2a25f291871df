import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useDraft, useEditor, useSession } from '../store/context.ts';
import { changeDocument } from './change-document.ts';
import { isSame } from './switch-way.ts';
import { ways } from './ways.ts';
import classes from './writing.module.css';

/** After a switch, until something is edited: what was there is all still there, and one press away. */
export function SwitchNotice() {
  const { campaign } = useSession();
  const { document } = useDraft();
  const perform = useEditor((state) => state.perform);
  const { data } = useQuery({
    queryKey: ['versions', 'before-switch', campaign.id],
    queryFn: ({ signal }) => api.versions.beforeSwitch({ campaignId: campaign.id }, { signal }),
  });
  const found = data?.found;
  const isUntouched = useMemo(() => !!found && isSame(found.became, document), [found, document]);
  if (!found || !isUntouched) return null;
  const before = ways[found.draft.document.kind].inWords;
  return (
    <div className={classes.notice} role="status">
      <span>
        Written as {ways[document.kind].inWords} now, as near as that comes. What you wrote as {before} is kept: go back to it as
        it was, or edit here; it stays in the history either way.
      </span>
      <Button size="xs" onClick={() => perform(changeDocument, { document: found.draft.document })}>
        Back to {before}
      </Button>
    </div>
  );
}
