import { useId, useMemo, useRef, useState } from 'react';
import type { SourceKind } from '#shared/content/document.ts';
import { sourceIn } from '#shared/content/source.ts';
import type { Rendered } from '#shared/rpc/content.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { changeSource } from '../actions/change-source.ts';
import { InsertTag } from '../panel/InsertTag.tsx';
import { insertAt } from '../panel/insert-at.ts';
import { spotIn } from '../panel/jump.ts';
import { useDraft, useEditor } from '../store/context.ts';
import { CodeEditor } from './CodeEditor.tsx';
import { ways } from './ways.ts';
import classes from './writing.module.css';

type Part = 'source' | 'text';

const hints: Record<SourceKind, string> = {
  html: 'Scripts, forms and frames are taken out when it is sent; no mail program would run them.',
  mjml: 'Compiled as it will be sent. Other files and fonts from the web are not read.',
  markdown:
    '# Heading, **bold**, [link](https://…), - list, > quote, ![picture](https://…), --- line; a bold link on its own line is a button. The footer comes by itself.',
  plain: 'Sent as words alone. The footer with the way to unsubscribe comes by itself.',
};
const placeholders: Record<SourceKind, string> = {
  html: '<p>Hello</p>',
  mjml: '<mjml>\n  <mj-body>\n    …',
  markdown: "# What is new\n\nHello {{ contact.first_name | default: 'there' }},",
  plain: "Hello {{ contact.first_name | default: 'there' }},",
};

/** A message that is written as source: HTML, MJML, Markdown or plain text. */
export function SourceEditor({ rendered }: { rendered: Rendered | null }) {
  const { document } = useDraft();
  const perform = useEditor((state) => state.perform);
  const [chosen, setChosen] = useState<Part>('source');
  const hint = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const faults = useMemo(() => (rendered?.problems ?? []).filter(({ line }) => line !== undefined), [rendered]);
  const byLine = useMemo(() => new Map(faults.map(({ line, message }) => [line ?? 0, message])), [faults]);
  if (document.kind === 'blocks') return null;
  const { kind } = document;
  const part = kind === 'html' ? chosen : 'source';
  const value = part === 'text' && kind === 'html' ? document.text : sourceIn(document);
  const { label } = ways[kind];
  const name = part === 'text' ? 'Plain text of the message' : `${label} of the message`;
  const change = (next: string) => perform(changeSource, { name: part, value: next });

  return (
    <section className={classes.source} aria-label="Source">
      <div className={classes.head}>
        <Tabs<Part>
          label="Source"
          value={part}
          onChange={setChosen}
          tabs={
            kind === 'html'
              ? [
                  { value: 'source', label },
                  { value: 'text', label: 'Plain text' },
                ]
              : [{ value: 'source', label }]
          }
        />
        <InsertTag
          label="Insert a merge tag into the source"
          onInsert={(tag) => {
            const { text, place } = insertAt(input.current, value, tag);
            change(text);
            place();
          }}
        />
      </div>
      <div className={classes.part} role="tabpanel" aria-label={part === 'text' ? 'Plain text' : label}>
        <CodeEditor
          key={part}
          input={input}
          label={name}
          describedBy={hint}
          kind={part === 'text' ? 'plain' : kind}
          value={value}
          placeholder={part === 'text' ? 'Empty: made from the HTML.' : placeholders[kind]}
          problems={part === 'text' ? NONE : byLine}
          onChange={change}
        />
        {faults.length > 0 && part !== 'text' && (
          <ul className={classes.faults} aria-label="What is wrong">
            {faults.slice(0, 6).map(({ line = 1, message }) => (
              <li key={`${line} ${message}`}>
                <button type="button" className="link" onClick={() => goTo(input.current, line)}>
                  Line {line}
                </button>{' '}
                {message}
              </li>
            ))}
          </ul>
        )}
        <p id={hint} className={classes.hint}>
          {part === 'text' ? 'For mail programs that show no HTML. Left empty, it is made from the HTML.' : hints[kind]}
        </p>
      </div>
    </section>
  );
}

const NONE: ReadonlyMap<number, string> = new Map();

/** Chooses a line where it stands. */
function goTo(input: HTMLTextAreaElement | null, line: number): void {
  if (!input) return;
  input.focus();
  input.setSelectionRange(...spotIn(input.value, { find: '', line }));
  const mirrored = input.previousElementSibling?.children[line - 1];
  mirrored?.scrollIntoView({ block: 'center' });
}
