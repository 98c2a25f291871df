import { useEffect, useRef, useState } from 'react';

/**
 * Text while it is typed. What the draft accepts goes there at once; what it does not stays in the input with the reason,
 * which is shown when the input is left, since half an address is wrong until it is whole.
 */
export function useTyped(options: {
  value: string;
  onChange: (text: string) => string | null;
  /** The last help before a text is refused for good: `example.com` becomes `https://example.com`. */
  mend?: (text: string) => string;
}) {
  const { value, onChange, mend = (text) => text } = options;
  const [text, setText] = useState(value);
  const [error, setError] = useState<string | null>(null);
  /** What this input has last put into the draft; anything else there came from elsewhere, undo for one, and is shown. */
  const given = useRef(value);

  useEffect(() => {
    if (given.current === value) return;
    given.current = value;
    setText(value);
    setError(null);
  }, [value]);

  const give = (next: string) => {
    const problem = onChange(next);
    if (problem === null) given.current = next;
    return problem;
  };

  return {
    text,
    error,
    type: (next: string) => {
      setText(next);
      if (give(next) === null) setError(null);
    },
    onBlur: () => {
      const mended = mend(text);
      if (mended !== text) setText(mended);
      if (mended !== value) setError(give(mended));
    },
  };
}
