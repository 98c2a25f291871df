import { useEffect, useRef, useState } from 'react';
import { RpcError } from '#shared/rpc/client.ts';
import type { Rendered } from '#shared/rpc/content.ts';
import { api } from '../../api.ts';
import { useEditor, useSession } from '../store/context.ts';
import { draftIn } from '../store/store.ts';

export type Rendering = {
  rendered: Rendered;
  /** Of which state of the draft it is: the count of edits by then. */
  edits: number;
  personId: string | null;
};

const isPassing = (error: unknown) => error instanceof RpcError && ['closed', 'unavailable', 'busy'].includes(error.kind);

const PAUSE_MS = 120;
const RETRY_MS = 1500;

/**
 * The message as it would be sent, compiled anew while it is edited. One request is in the air at a time and the newest
 * draft is asked for next, so that the picture follows even who never stops typing.
 */
export function useRendered(): { rendering: Rendering | null; error: string | null } {
  const { store, campaign } = useSession();
  const [rendering, setRendering] = useState<Rendering | null>(null);
  const [error, setError] = useState<string | null>(null);
  const edits = useEditor((state) => state.edits);
  const personId = useEditor((state) => state.person?.id ?? null);
  const ask = useRef<(pauseMs: number) => void>(() => undefined);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let flying = false;
    let ended = false;
    const run = async () => {
      flying = true;
      const state = store.getState();
      const asked = { edits: state.edits, personId: state.person?.id ?? null };
      let pause = 0;
      try {
        const { document, subject, preheader } = draftIn(state);
        const rendered = await api.content.render({
          document,
          subject,
          preheader,
          brandId: campaign.brandId,
          contactId: asked.personId,
        });
        if (ended) return;
        setRendering({ rendered, ...asked });
        setError(null);
      } catch (failure) {
        if (ended) return;
        setError(failure instanceof Error ? failure.message : String(failure));
        // What is wrong with the draft stays wrong until it changes; a lost connection comes back.
        if (isPassing(failure)) pause = RETRY_MS;
      } finally {
        flying = false;
      }
      const now = store.getState();
      if (pause || now.edits !== asked.edits || (now.person?.id ?? null) !== asked.personId) ask.current(pause);
    };
    ask.current = (pauseMs) => {
      if (flying || ended) return;
      clearTimeout(timer);
      timer = setTimeout(() => void run(), pauseMs);
    };
    ask.current(0);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [store, campaign]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever one of them changes
  useEffect(() => ask.current(PAUSE_MS), [edits, personId]);

  return { rendering, error };
}
