import type { MergeTag } from '../canvas/merge-label.ts';
import { type Caret, insertAtCaret, linkAt, placeCaret } from './caret.ts';
import { chip, dress, plainTextOf } from './chips.ts';
import { richHtmlOf } from './rich-html.ts';
import { styleSelection } from './style-selection.ts';

export type InPlaceOptions = {
  element: HTMLElement;
  as: 'plain' | 'rich';
  /** Whether Enter makes a new line; otherwise it ends the edit. */
  lines: boolean;
  mergeTags: readonly MergeTag[];
  caret: Caret;
  cleanHtml: (html: string) => Promise<string>;
  /** What stands there now, told when typing pauses and for the last time on leaving. */
  onValue: (value: string) => void;
  /** `by` says how it was left: with the keyboard the focus goes back to the page. */
  onLeave: (by: 'key' | 'blur') => void;
  onLink: () => void;
  /** A slash where nothing is written: another block is wanted here. */
  onSlash?: () => void;
  /** Undo where nothing has been typed: the steps before are meant. */
  onUndo: () => void;
};

/** The browser's own names of what rich text can be made. */
export type RichCommand = 'bold' | 'italic' | 'underline' | 'insertUnorderedList' | 'insertOrderedList';

export type InPlace = {
  element: HTMLElement;
  as: 'plain' | 'rich';
  command: (name: RichCommand) => void;
  isOn: (name: RichCommand) => boolean;
  /** Colour (`#rrggbb`) or size (`20px`) of the selected words; empty takes it away. */
  setStyle: (name: 'color' | 'font-size', value: string) => void;
  link: () => string;
  setLink: (href: string) => void;
  insertTag: (tag: string) => void;
  /** Keeps the place of the caret while something outside of the frame has the focus. */
  hold: () => void;
  release: () => void;
  leave: (by?: 'key' | 'blur') => void;
};

const PAUSE_MS = 200;

/**
 * Makes an element of the rendered message editable where it stands. The element belongs to the frame, where no script
 * runs; everything happens from outside through its document.
 */
export function editInPlace(options: InPlaceOptions): InPlace {
  const { element, as, lines, onValue, onLeave } = options;
  const page = element.ownerDocument;
  const view = page.defaultView;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let typed = false;
  let ended = false;
  let held: Range | null = null;
  let holding = false;

  const read = () => (as === 'rich' ? richHtmlOf(element) : plainTextOf(element));
  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    onValue(read());
  };
  const selection = () => page.getSelection();
  const range = () => {
    const current = selection();
    return current && current.rangeCount > 0 && element.contains(current.anchorNode) ? current.getRangeAt(0).cloneRange() : null;
  };
  const restore = () => {
    view?.focus();
    element.focus({ preventScroll: true });
    if (!held) return;
    selection()?.removeAllRanges();
    selection()?.addRange(held);
  };

  const onInput = () => {
    typed = true;
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE_MS);
  };
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const html = event.clipboardData?.getData('text/html') ?? '';
    if (as === 'plain') {
      page.execCommand('insertText', false, lines ? text : text.replace(/\s*\n\s*/g, ' '));
    } else if (html) {
      held = range();
      // What is pasted comes from anywhere; it is reduced before it touches the page.
      void options.cleanHtml(html).then((clean) => {
        if (ended) return;
        restore();
        held = null;
        const pasted = page.createElement('div');
        pasted.innerHTML = clean;
        dress(pasted, options.mergeTags);
        page.execCommand('insertHTML', false, pasted.innerHTML);
      });
    } else {
      page.execCommand('insertText', false, text);
    }
  };
  const onDrop = (event: DragEvent) => event.preventDefault();
  const onKey = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.key === 'Escape' || (event.key === 'Enter' && !lines)) {
      event.preventDefault();
      leave('key');
    } else if (options.onSlash && event.key === '/' && !mod && !event.altKey && plainTextOf(element).trim() === '') {
      event.preventDefault();
      leave('key');
      options.onSlash();
    } else if (mod && key === 'k' && as === 'rich') {
      event.preventDefault();
      options.onLink();
    } else if (mod && as === 'plain' && ['b', 'i', 'u'].includes(key)) {
      event.preventDefault();
    } else if (mod && key === 'z' && !event.shiftKey && !typed) {
      event.preventDefault();
      leave('key');
      options.onUndo();
    }
    event.stopPropagation();
  };
  const onBlur = () => {
    if (holding) return;
    // The focus may be on its way to the bar, which holds the edit open from its own handler.
    setTimeout(() => {
      if (!holding && !ended && !(page.hasFocus() && page.activeElement === element)) leave('blur');
    }, 0);
  };

  const leave = (by: 'key' | 'blur' = 'key') => {
    if (ended) return;
    ended = true;
    element.removeEventListener('input', onInput);
    element.removeEventListener('paste', onPaste);
    element.removeEventListener('drop', onDrop);
    element.removeEventListener('keydown', onKey);
    element.removeEventListener('blur', onBlur);
    if (typed) tell();
    element.removeAttribute('contenteditable');
    selection()?.removeAllRanges();
    onLeave(by);
  };

  element.setAttribute('contenteditable', as === 'plain' ? 'plaintext-only' : 'true');
  element.setAttribute('spellcheck', 'true');
  page.execCommand('styleWithCSS', false, 'false');
  page.execCommand('defaultParagraphSeparator', false, 'p');
  element.addEventListener('input', onInput);
  element.addEventListener('paste', onPaste);
  element.addEventListener('drop', onDrop);
  element.addEventListener('keydown', onKey);
  element.addEventListener('blur', onBlur);
  view?.focus();
  element.focus({ preventScroll: true });
  placeCaret(element, options.caret);

  const insertTag = (tag: string) => {
    restore();
    held = null;
    // By hand, since the browser's own command would put it behind the paragraph.
    insertAtCaret(page, chip(page, tag, options.mergeTags));
    onInput();
  };

  return {
    element,
    as,
    command: (name) => {
      restore();
      const keep = name === 'insertUnorderedList' || name === 'insertOrderedList' ? range() : null;
      page.execCommand(name);
      // The browser moves the words into a list and leaves the caret at its beginning.
      if (keep && element.contains(keep.startContainer) && element.contains(keep.endContainer)) {
        selection()?.setBaseAndExtent(keep.startContainer, keep.startOffset, keep.endContainer, keep.endOffset);
      }
    },
    isOn: (name) => page.queryCommandState(name),
    setStyle: (name, value) => {
      restore();
      held = null;
      styleSelection(element, name, value);
      onInput();
    },
    link: () => linkAt(range() ?? held, element)?.getAttribute('href') ?? '',
    setLink: (href) => {
      restore();
      const current = linkAt(range() ?? held, element);
      if (current) selection()?.selectAllChildren(current);
      if (href) page.execCommand('createLink', false, href);
      else page.execCommand('unlink');
      held = null;
    },
    insertTag,
    hold: () => {
      held = range() ?? held;
      holding = true;
    },
    release: () => {
      holding = false;
      if (!ended) restore();
      held = null;
    },
    leave,
  };
}
