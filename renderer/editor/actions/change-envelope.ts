import type { Action } from '../store/editing.ts';

type Args = { name: 'subject' | 'preheader'; value: string };

/** Changes what an inbox shows before the message is opened. A line break would end a header, so it becomes a space. */
export const changeEnvelope: Action<Args> = {
  perform: (editing, { name, value }) => {
    const line = value.replace(/[\r\n]+/g, ' ');
    return line === editing.draft[name] ? editing : { ...editing, draft: { ...editing.draft, [name]: line } };
  },
  runKey: ({ name }) => name,
};
