import { useEffect, useState } from 'react';
import { RpcError } from '#shared/rpc/client.ts';
import type { Rendered } from '#shared/rpc/content.ts';
import { api } from '../../api.ts';
import { useSession } from '../store/context.ts';
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
const CHECK_PAUSE_MS = 150;

const ask = ({ store, campaign }: Session): Promise<Rendered> => {
  const state = store.getState();
  const { document, subject, preheader } = draftIn(state);
  const contactId = state.person?.id ?? null;
  return api.content.render({ document, subject, preheader, brandId: campaign.brandId, contactId, checked: false });
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
 * took, so that the picture follows even who never stops typing and leaves time for other work. What a reader would
 * stumble over is looked for in the first pause.
 */
export function useRendered(): { rendering: Rendering | null; error: string | null } {
  const session = useSession();
  const { store } = session;
  const [rendering, setRendering] = useState<Rendering | null>(null);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let checking: ReturnType<typeof setTimeout> | undefined;
    let stumbles: Rendered['stumbles'] = [];
    let flying = false;
    let ended = false;
    let restedAt = 0;
    const personOf = () => store.getState().person?.id ?? null;
    const run = async () => {
      flying = true;
      clearTimeout(checking);
      const began = performance.now();
      const asked = { edits: store.getState().edits, personId: personOf() };
      let pause = 0;
      try {
        const rendered = await (early.get(session) ?? ask(session));
        early.delete(session);
        if (ended) return;
        setRendering({ rendered: { ...rendered, stumbles }, ...asked });
        setError(null);
        checking = setTimeout(() => void check(), CHECK_PAUSE_MS);
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
      if (pause || store.getState().edits !== asked.edits || personOf() !== asked.personId) again(pause);
    };
    const check = async () => {
      const { document, subject, preheader } = draftIn(store.getState());
      const { brandId } = session.campaign;
      // Of a failure whoever draws the page hears as well, and says it.
      const found = await api.content.check({ document, subject, preheader, brandId }).catch(() => null);
      if (!found || ended) return;
      stumbles = found.stumbles;
      setRendering((shown) => shown && { ...shown, rendered: { ...shown.rendered, stumbles } });
    };
    const again = (pauseMs: number) => {
      if (flying || ended) return;
      clearTimeout(timer);
      const wait = Math.max(pauseMs, restedAt - performance.now());
      if (wait > 0) timer = setTimeout(() => void run(), wait);
      else void run();
    };
    // From the store itself, so that the request is on its way before the screen around the page is drawn anew.
    const stop = store.subscribe((state, before) => {
      if (state.edits !== before.edits || state.person?.id !== before.person?.id) again(0);
    });
    again(0);
    return () => {
      ended = true;
      stop();
      clearTimeout(timer);
      clearTimeout(checking);
    };
  }, [session, store]);

  return { rendering, error };
}
