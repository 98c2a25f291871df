import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Campaign } from '#shared/rpc/campaigns.ts';
import { RpcError } from '#shared/rpc/client.ts';
import { api } from '../../api.ts';
import { type Autosave, createAutosave, type SaveState } from '../../editor/save/autosave.ts';
import { campaignQuery } from '../queries.ts';
import { type Draft, difference, draftOf } from './difference.ts';

export type CampaignDraft = {
  /** As it was last read or written. */
  campaign: Campaign;
  /** As it is on the screen. */
  draft: Draft;
  saved: SaveState;
  change: (change: Partial<Draft>) => void;
  /** Writes what is not written yet, and says whether all is. */
  flush: () => Promise<boolean>;
  /** Gives up what is not written and takes what is stored. */
  reload: () => Promise<void>;
};

/** The part of a campaign that is edited outside of the design, written by itself while it is edited. Null until it is read. */
export function useCampaignDraft(id: string): CampaignDraft | null {
  const queries = useQueryClient();
  const query = useQuery(campaignQuery(id));
  const [draft, setDraft] = useState<Draft | null>(null);
  const [saved, setSaved] = useState<SaveState>({ is: 'saved', at: 0 });
  const autosave = useRef<Autosave<Draft> | null>(null);
  const revision = useRef(0);
  const campaign = query.data;

  useEffect(() => {
    if (!campaign) return;
    const begin = draftOf(campaign);
    if (!autosave.current) {
      autosave.current = createAutosave<Draft, Partial<Draft>>(
        {
          difference,
          failure: (error) =>
            error instanceof RpcError
              ? { kind: error.kind, message: error.message }
              : { kind: 'unknown', message: error instanceof Error ? error.message : String(error) },
          onState: setSaved,
          read: async () => {
            const now = await api.campaigns.get({ id });
            return { draft: draftOf(now), revision: now.revision, savedAt: now.updatedAt };
          },
          write: async (change, from) => {
            const written = await api.campaigns.change({ id, revision: from, ...change });
            revision.current = written.revision;
            queries.setQueryData(campaignQuery(id).queryKey, (old) => old && { ...old, ...change, ...written });
            return written;
          },
        },
        { draft: begin, revision: campaign.revision, savedAt: campaign.updatedAt },
      );
      setSaved({ is: 'saved', at: campaign.updatedAt });
    } else if (campaign.revision > revision.current && !autosave.current.pending()) {
      autosave.current.restart(begin, campaign.revision, campaign.updatedAt);
    } else {
      return;
    }
    revision.current = campaign.revision;
    setDraft(begin);
  }, [campaign, id, queries]);

  useEffect(
    () => () => {
      const leaving = autosave.current;
      autosave.current = null;
      leaving?.stop();
      void leaving?.flush();
    },
    [],
  );

  useEffect(() => {
    const wake = () => autosave.current?.wake();
    window.addEventListener('online', wake);
    window.addEventListener('focus', wake);
    return () => {
      window.removeEventListener('online', wake);
      window.removeEventListener('focus', wake);
    };
  }, []);

  const change = useCallback((part: Partial<Draft>) => setDraft((old) => old && { ...old, ...part }), []);
  useEffect(() => {
    if (draft) autosave.current?.edited(draft);
  }, [draft]);

  const flush = useCallback(async () => (await autosave.current?.flush()) ?? true, []);
  const { refetch } = query;
  const reload = useCallback(async () => {
    const { data } = await refetch();
    if (!data) return;
    autosave.current?.restart(draftOf(data), data.revision, data.updatedAt);
    revision.current = data.revision;
    setDraft(draftOf(data));
  }, [refetch]);

  return campaign && draft ? { campaign, draft, saved, change, flush, reload } : null;
}
