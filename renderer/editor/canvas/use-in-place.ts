import { useCallback, useEffect, useRef, useState } from 'react';
import { findBlock, isLocked } from '#shared/content/tree.ts';
import { api } from '../../api.ts';
import { changeProps } from '../actions/change-props.ts';
import { blocksIn, faceOf } from '../blocks.ts';
import type { Caret } from '../rich/caret.ts';
import { editableIn } from '../rich/editable.ts';
import { editInPlace, type InPlace } from '../rich/in-place.ts';
import { useSession } from '../store/context.ts';
import { valueAt } from '../store/path.ts';
import { draftIn } from '../store/store.ts';
import { elementsOf } from './layout.ts';
import type { MergeTag } from './merge-label.ts';

type Options = { page: Document | null; tags: readonly MergeTag[]; onLeft: (by: 'key' | 'blur') => void };

/** Editing the words of a block where they stand on the page. */
export function useInPlace({ page, tags, onLeft }: Options) {
  const { store } = useSession();
  const [edit, setEdit] = useState<InPlace | null>(null);
  const [linking, setLinking] = useState(false);
  const left = useRef(onLeft);
  left.current = onLeft;

  const begin = useCallback(
    (id: string, how: { at?: Caret; typed?: string } = {}): boolean => {
      const document = blocksIn(draftIn(store.getState()).document);
      const block = document && findBlock(document, id)?.block;
      const inPlace = block && faceOf(block.kind).inPlace;
      if (!page || !block || !inPlace || isLocked(document, id)) return false;
      const value = String(valueAt(block.props, inPlace.property) ?? '');
      const element = elementsOf(page, id)
        .map((part) => editableIn(part, value, inPlace.as))
        .find((part) => part !== null);
      if (!element) return false;
      store.getState().finishEditing();
      store.getState().edit(id);
      const session: InPlace = editInPlace({
        element,
        as: inPlace.as,
        lines: inPlace.as === 'rich',
        mergeTags: tags,
        // The words that a new block begins with are there to be replaced.
        caret: isInitial(block, inPlace.property) ? 'all' : (how.at ?? 'end'),
        cleanHtml: async (html) => (await api.content.cleanHtml({ html })).html,
        onValue: (next) => store.getState().perform(changeProps, { id, name: inPlace.property, value: next }),
        onLeave: (by) => {
          setEdit(null);
          setLinking(false);
          store.setState({ finishEditing: () => undefined });
          store.getState().edit(null);
          left.current(by);
        },
        onLink: () => {
          session.hold();
          setLinking(true);
        },
        onSlash: () => store.getState().insert({ after: id, instead: id }),
        onUndo: () => store.getState().undo(),
      });
      store.setState({ finishEditing: () => session.leave('blur') });
      if (how.typed) page.execCommand('insertText', false, how.typed);
      setEdit(session);
      return true;
    },
    [page, store, tags],
  );

  useEffect(() => () => store.getState().finishEditing(), [store]);

  return { edit, begin, linking, setLinking };
}

function isInitial({ kind, props }: { kind: Parameters<typeof faceOf>[0]; props: unknown }, property: string): boolean {
  return valueAt(props, property) === valueAt(faceOf(kind).initial(), property);
}
