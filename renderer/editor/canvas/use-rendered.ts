import { useEffect, useRef, useState } from 'react';
import { RpcError } from '#shared/rpc/client.ts';
import type { Rendered } from '#shared/rpc/content.ts';
import { api } from '../../api.ts';
import { useEditor, useSession } from '../store/context.ts';
import type { Session } from '../store/session.ts';
import { draftIn } from '../store/store.ts';

export type Rendering = {
  rendered: Rendered;
  /** Of which state of the draft it is: the count of edits by then. */
  edits: number;
  personId: string | null;
};

const isPassing = (error: unknown) => error instanceof RpcError && ['closed', 'unavailable', 'busy'].includes(error.kind);

const RETRY_MS = 1500;

const ask = ({ store, campaign }: Session): Promise<Rendered> => {
  const state = store.getState();
  const { document, subject, preheader } = draftIn(state);
  return api.content.render({ document, subject, preheader, brandId: campaign.brandId, contactId: state.person?.id ?? null });
};

const early = new WeakMap<Session, Promise<Rendered>>();

/** Asks for the page of a design that is about to be shown, so that it is made while the rooms around it are. */
export function renderEarly(session: Session): void {
  if (session.store.getState().edits > 0 || session.store.getState().person) return;
  const asked = ask(session);
  // Whoever shows it hears of a failure.
  asked.catch(() => undefined);
  early.set(session, asked);
}

/**
 * The message as it would be sent, compiled anew while it is edited: at once after a pause, so that the page follows the
 * key. One request is in the air at a time and the newest draft is asked for next, after a rest as long as the answer
 * took, so that the picture follows even who never stops typing and leaves time for other work.
 */
export function useRendered(): { rendering: Rendering | null; error: string | null } {
  const session = useSession();
  const { store } = session;
  const [rendering, setRendering] = useState<Rendering | null>(null);
  const [error, setError] = useState<string | null>(null);
  const edits = useEditor((state) => state.edits);
  const personId = useEditor((state) => state.person?.id ?? null);
  const again = useRef<(pauseMs: number) => void>(() => undefined);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let flying = false;
    let ended = false;
    let restedAt = 0;
    const run = async () => {
      flying = true;
      const began = performance.now();
      const state = store.getState();
      const asked = { edits: state.edits, personId: state.person?.id ?? null };
      let pause = 0;
      try {
        const rendered = await (early.get(session) ?? ask(session));
        early.delete(session);
        if (ended) return;
        setRendering({ rendered, ...asked });
        setError(null);
      } catch (failure) {
        early.delete(session);
        if (ended) return;
        setError(failure instanceof Error ? failure.message : String(failure));
        // What is wrong with the draft stays wrong until it changes; a lost connection comes back.
        if (isPassing(failure)) pause = RETRY_MS;
      } finally {
        flying = false;
        restedAt = 2 * performance.now() - began;
      }
      const now = store.getState();
      if (pause || now.edits !== asked.edits || (now.person?.id ?? null) !== asked.personId) again.current(pause);
    };
    again.current = (pauseMs) => {
      if (flying || ended) return;
      clearTimeout(timer);
      const wait = Math.max(pauseMs, restedAt - performance.now());
      if (wait > 0) timer = setTimeout(() => void run(), wait);
      else void run();
    };
    again.current(0);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [session, store]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever one of them changes
  useEffect(() => again.current(0), [edits, personId]);

  return { rendering, error };
}
