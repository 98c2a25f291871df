import { sourceIn, written } from '#shared/content/source.ts';
import type { Action } from '../store/editing.ts';

/** `text` is the plain text that goes with HTML, `source` what the message is written in. */
type Args = { name: 'source' | 'text'; value: string };

/** Changes a message that is written as source: HTML, MJML, Markdown or plain text. */
export const changeSource: Action<Args> = {
  perform: (editing, { name, value }) => {
    const { document } = editing.draft;
    if (document.kind === 'blocks' || (name === 'text' && document.kind !== 'html')) return editing;
    const text = document.kind === 'html' ? document.text : '';
    if (value === (name === 'text' ? text : sourceIn(document))) return editing;
    const next = name === 'text' ? written(document.kind, sourceIn(document), value) : written(document.kind, value, text);
    return { ...editing, draft: { ...editing.draft, document: next } };
  },
  runKey: ({ name }) => `source.${name}`,
};
