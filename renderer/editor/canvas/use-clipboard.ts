import { type RefObject, useEffect } from 'react';
import { type Block, emptyDocument } from '#shared/content/document.ts';
import { escapeText } from '#shared/content/escape.ts';
import { changeProps, findBlock, flatten, newBlock, outermost } from '#shared/content/tree.ts';
import { api } from '../../api.ts';
import { addBlocks } from '../actions/add-blocks.ts';
import { removeBlocks } from '../actions/remove-blocks.ts';
import { blocksIn, describeAll, faceOf, freshId, wordsOf } from '../blocks.ts';
import { useSession } from '../store/context.ts';
import { valueAt } from '../store/path.ts';
import { chosenOf } from '../store/selection.ts';
import { draftIn, type EditorStore, editingOf } from '../store/store.ts';
import { blocksOf, htmlOf } from './clipboard.ts';

/**
 * Copy, cut and paste of blocks while a list of them has the keyboard, through the clipboard of the system: between
 * campaigns, windows and programs. Heard on the document, since without selected words the browser tells nobody else.
 */
export function useClipboard(list: RefObject<HTMLElement | null>): void {
  const { store } = useSession();
  useEffect(() => {
    const listening = new AbortController();
    const hear = (name: 'copy' | 'cut' | 'paste', act: (event: ClipboardEvent) => void) =>
      window.document.addEventListener(
        name,
        (event) => {
          if (list.current !== null && window.document.activeElement === list.current) act(event);
        },
        { signal: listening.signal },
      );
    hear('copy', (event) => {
      if (copy(store, event)) store.getState().say(`Copied: ${namesOf(store)}.`);
    });
    hear('cut', (event) => {
      if (copy(store, event)) store.getState().perform(removeBlocks, { ids: chosenOf(editingOf(store.getState())) });
    });
    hear('paste', (event) => {
      const { clipboardData } = event;
      if (!clipboardData || clipboardData.files.length > 0) return;
      event.preventDefault();
      void paste(store, { html: clipboardData.getData('text/html'), text: clipboardData.getData('text/plain') });
    });
    return () => listening.abort();
  }, [store, list]);
}

const namesOf = (store: EditorStore) => describeAll(draftIn(store.getState()).document, chosenOf(editingOf(store.getState())));

function copy(store: EditorStore, event: ClipboardEvent): boolean {
  const document = blocksIn(draftIn(store.getState()).document);
  const blocks = document ? outermost(document, chosenOf(editingOf(store.getState()))) : [];
  if (blocks.length === 0) return false;
  const words = flatten({ ...emptyDocument(), blocks: [...blocks] })
    .map(({ block }) => wordsOf(block))
    .filter(Boolean)
    .join('\n\n');
  event.preventDefault();
  event.clipboardData?.setData('text/html', htmlOf(blocks, words));
  event.clipboardData?.setData('text/plain', words);
  return true;
}

/** Blocks come as they are, anything else as a text. What is pasted comes from anywhere, so it is reduced first. */
async function paste(store: EditorStore, { html, text }: { html: string; text: string }): Promise<void> {
  const blocks = blocksOf(html);
  try {
    const clean = blocks ? await cleaned(blocks) : await asText(html, text);
    if (clean.length > 0) store.getState().perform(addBlocks, { blocks: clean, freshId });
    else store.getState().say('There is nothing to paste.');
  } catch (error) {
    store.getState().say(`Not pasted: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function cleaned(blocks: readonly Block[]): Promise<readonly Block[]> {
  let document = { ...emptyDocument(), blocks: [...blocks] };
  for (const { block } of flatten(document)) {
    for (const { name, as } of faceOf(block.kind).form) {
      const value = valueAt(block.props, name);
      if (as !== 'rich' || typeof value !== 'string' || value === '') continue;
      document = changeProps(document, block.id, { [name]: (await api.content.cleanHtml({ html: value })).html });
    }
  }
  return document.blocks;
}

async function asText(html: string, text: string): Promise<readonly Block[]> {
  const paragraphs = text
    .split(/(?:\r?\n){2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escapeText(paragraph.trim()).replace(/\r?\n/g, '<br>')}</p>`);
  const source = html || paragraphs.join('');
  if (source === '') return [];
  const written = (await api.content.cleanHtml({ html: source })).html;
  const id = freshId();
  const document = changeProps({ ...emptyDocument(), blocks: [newBlock('text', id)] }, id, { html: written });
  const made = findBlock(document, id)?.block;
  return written.trim() && made ? [made] : [];
}
