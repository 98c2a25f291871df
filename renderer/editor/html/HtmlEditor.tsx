import { useId, useState } from 'react';
import { Tabs } from '../../ui/Tabs.tsx';
import { changeSource } from '../actions/change-source.ts';
import { useDraft, useEditor } from '../store/context.ts';
import classes from './html.module.css';

type Part = 'html' | 'text';

/** A message that is written as HTML by hand. */
export function HtmlEditor() {
  const { document } = useDraft();
  const perform = useEditor((state) => state.perform);
  const [part, setPart] = useState<Part>('html');
  const hint = useId();
  if (document.kind !== 'html') return null;
  return (
    <section className={classes.source} aria-label="Source">
      <Tabs<Part>
        label="Source"
        value={part}
        onChange={setPart}
        tabs={[
          { value: 'html', label: 'HTML' },
          { value: 'text', label: 'Plain text' },
        ]}
      />
      <div className={classes.part} role="tabpanel" aria-label={part === 'html' ? 'HTML' : 'Plain text'}>
        <textarea
          className={classes.area}
          aria-label={part === 'html' ? 'HTML of the message' : 'Plain text of the message'}
          aria-describedby={hint}
          spellCheck={part === 'text'}
          value={document[part]}
          placeholder={part === 'text' ? 'Empty: made from the HTML.' : '<p>Hello</p>'}
          onChange={(event) => perform(changeSource, { name: part, value: event.currentTarget.value })}
        />
        <p id={hint} className={classes.hint}>
          {part === 'html'
            ? 'Scripts, forms and frames are taken out when it is sent; no mail program would run them.'
            : 'For mail programs that show no HTML. Left empty, it is made from the HTML.'}
        </p>
      </div>
    </section>
  );
}
