import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Draft } from './editing.ts';
import type { Session } from './session.ts';
import { draftIn, type EditorState } from './store.ts';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no editor around this.');
  return session;
}

export function useEditor<Part>(pick: (state: EditorState) => Part): Part {
  return useStore(useSession().store, pick);
}

export const useDraft = (): Draft => useEditor(draftIn);
