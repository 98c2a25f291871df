import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { campaignQuery } from '../campaigns/queries.ts';
import { Loading } from '../ui/Loading.tsx';
import { renderEarly } from './canvas/use-rendered.ts';
import { Editor } from './Editor.tsx';
import { SessionContext } from './store/context.ts';
import { leaveSession, openSession, type Session } from './store/session.ts';

/** The design of one campaign. */
export function CampaignEditor({ id }: { id: string }) {
  const [session, setSession] = useState<Session | null>(null);
  const [error, setError] = useState<unknown>(null);
  /** The block that a finding of the review led here for. */
  const block = useRef(useSearch({ from: '/campaigns/$id/design' }).block);

  // Looked at again whenever campaigns change, so that the session hears of another window.
  useQuery({ ...campaignQuery(id), throwOnError: false });

  useEffect(() => {
    let left = false;
    let opened: Session | null = null;
    setSession(null);
    openSession(id).then(
      (found) => {
        opened = found;
        if (left) void leaveSession(found);
        else {
          if (block.current) found.store.getState().select(block.current);
          renderEarly(found);
          setSession(found);
        }
      },
      (failure: unknown) => {
        if (!left) setError(failure);
      },
    );
    return () => {
      left = true;
      if (opened) void leaveSession(opened);
    };
  }, [id]);

  // The route shows what went wrong, with a way to try again.
  if (error) throw error;
  if (session?.campaign.id !== id) return <Loading what="Opening the design…" />;
  return (
    <SessionContext key={id} value={session}>
      <Editor />
    </SessionContext>
  );
}
