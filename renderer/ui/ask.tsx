import { Button, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useState } from 'react';
import classes from './confirm.module.css';

type Question = { title: string; label: string; value?: string; placeholder?: string; confirmLabel: string; maxLength?: number };

/** Asks for one line of text; null if the person thinks better of it. */
export function ask(question: Question): Promise<string | null> {
  return new Promise((resolve) => {
    let answer: string | null = null;
    const id = modals.open({
      title: question.title,
      onClose: () => resolve(answer),
      children: (
        <Answer
          question={question}
          onAnswer={(text) => {
            answer = text;
            modals.close(id);
          }}
        />
      ),
    });
  });
}

function Answer({ question, onAnswer }: { question: Question; onAnswer: (text: string | null) => void }) {
  const { label, value = '', placeholder = '', confirmLabel, maxLength = 200 } = question;
  const [text, setText] = useState(value);
  const ready = text.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onAnswer(text.trim());
      }}
    >
      <TextInput
        label={label}
        value={text}
        placeholder={placeholder}
        maxLength={maxLength}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <div className={classes.buttons}>
        <Button onClick={() => onAnswer(null)}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={!ready}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
