import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

type Chosen = {
  /** A file, or the text of cells that were pasted. */
  file: File | string | null;
  /** Counts up, since the same file may be dropped again after it was changed. */
  turn: number;
};

/** What is on its way into the wizard: dropped on the window, chosen by a button, or pasted. */
const chosen = createStore<Chosen>(() => ({ file: null, turn: 0 }));

export const chooseFile = (file: File | string | null): void => chosen.setState(({ turn }) => ({ file, turn: turn + 1 }));
export const useChosenFile = (): Chosen => useStore(chosen);

const ENDINGS = ['.csv', '.tsv', '.tab', '.txt', '.xlsx', '.xlsm', '.xltx', '.ods', '.ots', '.vcf', '.vcard'];

/** Whether a file can hold a table of contacts, by its name; what it really is shows when it is read. */
export const isTable = ({ name }: { name: string }): boolean => ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));

export const acceptedTypes = [...ENDINGS, 'text/csv', 'text/tab-separated-values', 'text/plain', 'text/vcard'].join(',');
