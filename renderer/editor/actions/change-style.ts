import { type PageStyle, pageStyle } from '#shared/content/document.ts';
import type { Action } from '../store/editing.ts';
import { inBlocks } from './in-blocks.ts';

type Args = { name: keyof PageStyle; value: string };

/** Changes how the page looks where no block says otherwise. */
export const changeStyle: Action<Args> = {
  perform: (editing, { name, value }) =>
    inBlocks(editing, (document) => {
      const style = pageStyle.safeParse({ ...document.style, [name]: value });
      if (!style.success || document.style[name] === value) return null;
      return { document: { ...document, style: style.data } };
    }),
  runKey: ({ name }) => `page.${name}`,
};

/** Why the page does not take a value, or null. */
export function styleRefusal(name: keyof PageStyle, value: string): string | null {
  const result = pageStyle.safeParse({ [name]: value });
  return result.success ? null : (result.error.issues[0]?.message ?? 'This does not fit here.');
}
