type Field = HTMLInputElement | HTMLTextAreaElement;

/** Text with something put where the caret of its input is; `place` moves the caret behind it once the text is shown. */
export function insertAt(input: Field | null, text: string, inserted: string): { text: string; place: () => void } {
  const start = input?.selectionStart ?? text.length;
  const end = input?.selectionEnd ?? start;
  return {
    text: text.slice(0, start) + inserted + text.slice(end),
    place: () =>
      requestAnimationFrame(() => {
        input?.focus();
        input?.setSelectionRange(start + inserted.length, start + inserted.length);
      }),
  };
}
