import { hashKey } from '@tanstack/react-query';
import type { Campaign } from '#shared/rpc/campaigns.ts';
import { RpcError } from '#shared/rpc/client.ts';
import { api, connection } from '../../api.ts';
import { campaignQuery } from '../../campaigns/queries.ts';
import { queryClient } from '../../connection/query-client.ts';
import { toast } from '../../ui/toasts.ts';
import { type Autosave, createAutosave } from '../save/autosave.ts';
import { keepSteps } from '../versions/keep-steps.ts';
import { type Draft, difference, draftOf } from './editing.ts';
import { createEditorStore, draftIn, type EditorStore, HELD } from './store.ts';

/** One campaign being edited: its draft, and what keeps it written. */
export type Session = {
  campaign: Pick<Campaign, 'id' | 'brandId' | 'status'>;
  store: EditorStore;
  autosave: Autosave<Draft>;
  /** Takes what another window has written. */
  takeTheirs: () => Promise<void>;
  /** Writes what is here as a campaign of its own, and says which. */
  keepAsCopy: () => Promise<string>;
  end: () => void;
};

/**
 * Sessions outlive their screen while something is still to be written, so that leaving it while the connection is
 * lost loses nothing and coming back finds it.
 */
const CHANGED = 'campaigns.changed-elsewhere';

const open = new Map<string, Session>();

export async function openSession(id: string): Promise<Session> {
  const known = open.get(id);
  if (known?.autosave.pending()) return known;
  known?.end();
  open.delete(id);
  const campaign = await api.campaigns.get({ id });
  const session = open.get(id) ?? begin(campaign);
  open.set(id, session);
  return session;
}

/** Writes the rest and ends the session; stays open and goes on trying where that cannot be done now. */
export async function leaveSession(session: Session): Promise<void> {
  const { id } = session.campaign;
  session.store.getState().look({ person: null, mode: 'desktop' });
  if (!(await session.autosave.flush())) return;
  if (open.get(id) === session) open.delete(id);
  session.end();
}

/** Conflicts of another kind, as with a campaign that is scheduled by now, are not settled by choosing a version. */
const failure = (error: unknown) =>
  error instanceof RpcError
    ? { kind: error.kind === 'conflict' && error.code !== CHANGED ? ('invalid' as const) : error.kind, message: error.message }
    : { kind: 'unknown' as const, message: error instanceof Error ? error.message : String(error) };

function begin(campaign: Campaign): Session {
  const { id } = campaign;
  const written = { draft: draftOf(campaign), revision: campaign.revision, savedAt: campaign.updatedAt };
  const store = createEditorStore({ draft: written.draft, saving: { is: 'saved', at: written.savedAt } });
  const read = async () => {
    const now = await api.campaigns.get({ id });
    return { draft: draftOf(now), revision: now.revision, savedAt: now.updatedAt };
  };
  const autosave = createAutosave<Draft, Partial<Draft>>(
    {
      difference,
      failure,
      read,
      onState: (saving) => store.setState({ saving }),
      write: async (change, revision) => {
        const result = await api.campaigns.change({ id, revision, ...change });
        queryClient.setQueryData(campaignQuery(id).queryKey, (old) => old && { ...old, ...change, ...result });
        return result;
      },
    },
    written,
  );
  const steps = campaign.status === 'draft' ? keepSteps(id, store) : null;
  const key = hashKey(campaignQuery(id).queryKey);
  const unsubscribe = [
    store.subscribe((state, before) => {
      if (draftIn(state) !== draftIn(before)) autosave.edited(draftIn(state));
      if (state.heldBefore && state.heldBefore !== before.heldBefore) toast(HELD);
    }),
    connection.subscribe(({ state }) => {
      if (state === 'open') autosave.wake();
    }),
    queryClient.getQueryCache().subscribe(({ type, query }) => {
      if (type !== 'updated' || hashKey(query.queryKey) !== key) return;
      const theirs: Campaign | undefined = queryClient.getQueryData(campaignQuery(id).queryKey);
      // Words that are just being typed on the page are told of a moment later; a conflict then says so.
      if (!theirs || store.getState().editing !== null) return;
      const draft = draftOf(theirs);
      const followed = autosave.follow({ draft, revision: theirs.revision, savedAt: theirs.updatedAt });
      if (followed && difference(draftIn(store.getState()), draft)) store.getState().take(draft, { asked: false });
    }),
  ];

  return {
    campaign,
    store,
    autosave,
    takeTheirs: async () => {
      const theirs = await read();
      autosave.restart(theirs.draft, theirs.revision, theirs.savedAt);
      store.getState().take(theirs.draft);
    },
    keepAsCopy: async () => {
      const mine = draftIn(store.getState());
      const copy = await api.campaigns.duplicate({ id });
      const { revision } = await api.campaigns.get(copy);
      await api.campaigns.change({
        ...copy,
        revision,
        ...mine,
        name: `${mine.name.trim() || 'Untitled campaign'} (mine)`.slice(0, 200),
      });
      const theirs = await read();
      autosave.restart(theirs.draft, theirs.revision, theirs.savedAt);
      store.getState().take(theirs.draft);
      return copy.id;
    },
    end: () => {
      autosave.stop();
      void steps?.flush();
      steps?.end();
      for (const stop of unsubscribe) stop();
    },
  };
}
