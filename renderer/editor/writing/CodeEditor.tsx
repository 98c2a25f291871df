import { memo, type Ref } from 'react';
import type { SourceKind } from '#shared/content/document.ts';
import { highlight } from './highlight.ts';
import classes from './writing.module.css';

type Props = {
  label: string;
  describedBy: string;
  kind: SourceKind;
  value: string;
  placeholder?: string;
  /** Lines with something wrong, and what. */
  problems: ReadonlyMap<number, string>;
  onChange: (value: string) => void;
  input: Ref<HTMLTextAreaElement>;
};

/** Beyond this many lines their numbers would cost more than they tell. */
const MOST_LINES = 4000;

/**
 * Source with numbered lines. The words are those of a plain text field, so that everything a browser can do with one
 * works; what is behind it shows the same lines with their numbers and colours, and is as high as they are.
 */
export function CodeEditor({ label, describedBy, kind, value, placeholder, problems, onChange, input }: Props) {
  const lines = value.split('\n');
  const numbered = lines.length <= MOST_LINES;
  return (
    <div
      className={classes.code}
      data-prose={kind === 'markdown' || kind === 'plain' || undefined}
      data-plain={!numbered || undefined}
    >
      <div className={classes.stack}>
        {numbered && (
          <div className={classes.mirror} aria-hidden>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number alone
              <Line key={index} text={line} kind={kind} problem={problems.get(index + 1)} />
            ))}
          </div>
        )}
        <textarea
          ref={input}
          className={classes.area}
          aria-label={label}
          aria-describedby={describedBy}
          aria-invalid={problems.size > 0 || undefined}
          spellCheck={kind === 'markdown' || kind === 'plain'}
          autoCapitalize="off"
          wrap={kind === 'html' || kind === 'mjml' ? 'off' : 'soft'}
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}

const Line = memo(function Line({ text, kind, problem }: { text: string; kind: SourceKind; problem: string | undefined }) {
  return (
    <div className={classes.line} data-problem={problem !== undefined || undefined} title={problem}>
      {highlight(text, kind).map((token, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have no other name
        <span key={index} data-as={token.as}>
          {token.text}
        </span>
      ))}
      {'\u200b'}
    </div>
  );
});
