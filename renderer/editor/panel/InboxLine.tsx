import { useRef } from 'react';
import type { Rendered } from '#shared/rpc/content.ts';
import { changeEnvelope } from '../actions/change-envelope.ts';
import { useDraft, useEditor } from '../store/context.ts';
import { InsertTag } from './InsertTag.tsx';
import { insertAt } from './insert-at.ts';
import classes from './panel.module.css';

const lines = [
  { name: 'subject', label: 'Subject', placeholder: 'What it is about' },
  { name: 'preheader', label: 'Preheader', placeholder: 'The line that inboxes show behind it' },
] as const;

const LONG = 998;

/** Subject and preheader, written where they are seen: as the line in an inbox. */
export function InboxLine({ rendered }: { rendered: Rendered | null }) {
  const person = useEditor((state) => state.person);
  const draft = useDraft();
  return (
    <section aria-label="Inbox line">
      <h3 className="eyebrow">Inbox line</h3>
      <div className={classes.inbox}>
        {lines.map(({ name, label, placeholder }) => (
          <EnvelopeField key={name} name={name} label={label} placeholder={placeholder} />
        ))}
      </div>
      {person && rendered && (draft.subject.includes('{') || draft.preheader.includes('{')) && (
        <p className={classes.reads}>
          {person.name} reads <b>{rendered.subject}</b> {rendered.preheader}
        </p>
      )}
    </section>
  );
}

function EnvelopeField({ name, label, placeholder }: { name: 'subject' | 'preheader'; label: string; placeholder: string }) {
  const value = useEditor((state) => state.history.present.draft[name]);
  const perform = useEditor((state) => state.perform);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={classes.envelope}>
      <input
        ref={input}
        className={classes.envelopeInput}
        data-name={name}
        aria-label={label}
        placeholder={placeholder}
        maxLength={LONG}
        value={value}
        onChange={(event) => perform(changeEnvelope, { name, value: event.currentTarget.value })}
      />
      <InsertTag
        label={`Insert a merge tag into the ${label.toLowerCase()}`}
        onInsert={(tag) => {
          const next = insertAt(input.current, value, tag);
          perform(changeEnvelope, { name, value: next.text });
          next.place();
        }}
      />
    </div>
  );
}
