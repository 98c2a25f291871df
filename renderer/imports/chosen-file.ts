import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

type Chosen = {
  file: File | null;
  /** Counts up, since the same file may be dropped again after it was changed. */
  turn: number;
};

/** The file on its way into the wizard: dropped on the window, or chosen by a button. */
const chosen = createStore<Chosen>(() => ({ file: null, turn: 0 }));

export const chooseFile = (file: File | null): void => chosen.setState(({ turn }) => ({ file, turn: turn + 1 }));
export const useChosenFile = (): Chosen => useStore(chosen);

const ENDINGS = ['.csv', '.tsv', '.tab', '.txt'];

/** Whether a file can hold a table of contacts, by its name; what it really is shows when it is read. */
export const isTable = ({ name }: { name: string }): boolean => ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));

export const acceptedTypes = [...ENDINGS, 'text/csv', 'text/tab-separated-values', 'text/plain'].join(',');
