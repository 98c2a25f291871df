import type { Action } from '../store/editing.ts';

type Args = { name: 'html' | 'text'; value: string };

/** Changes a message that is written as HTML by hand. */
export const changeSource: Action<Args> = {
  perform: (editing, { name, value }) => {
    const { document } = editing.draft;
    if (document.kind !== 'html' || document[name] === value) return editing;
    return { ...editing, draft: { ...editing.draft, document: { ...document, [name]: value } } };
  },
  runKey: ({ name }) => `source.${name}`,
};
