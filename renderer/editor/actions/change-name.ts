import type { Action } from '../store/editing.ts';

export const changeName: Action<{ name: string }> = {
  perform: (editing, { name }) => (name === editing.draft.name ? editing : { ...editing, draft: { ...editing.draft, name } }),
  runKey: () => 'name',
};
