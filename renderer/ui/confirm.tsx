import { Button, type ButtonProps, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { type ReactNode, useState } from 'react';
import classes from './confirm.module.css';

type Question = {
  title: string;
  /** What will be true afterwards, and what cannot be brought back. */
  body: ReactNode;
  /** Names the effect: "Delete 3 people". */
  confirmLabel: string;
  cancelLabel?: string;
  /** Red, for what ends something; else the one accent. */
  danger?: boolean;
  /** What has to be typed before the button works. */
  typed?: string;
};

/** Asks before mail leaves or data dies; elsewhere there is undo. */
export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false;
    const id = modals.open({
      title: question.title,
      onClose: () => resolve(answer),
      children: (
        <Answer
          question={question}
          onAnswer={(yes) => {
            answer = yes;
            modals.close(id);
          }}
        />
      ),
    });
  });
}

function Answer({ question, onAnswer }: { question: Question; onAnswer: (yes: boolean) => void }) {
  const { body, confirmLabel, cancelLabel = 'Cancel', danger = false, typed } = question;
  const [text, setText] = useState('');
  const ready = typed === undefined || text.trim() === typed;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onAnswer(true);
      }}
    >
      <div className="dim">{body}</div>
      {typed !== undefined && (
        <TextInput
          className={classes.typed}
          label={
            <>
              Type <b>{typed}</b> to go on
            </>
          }
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <div className={classes.buttons}>
        <Button onClick={() => onAnswer(false)}>{cancelLabel}</Button>
        <Button
          type="submit"
          variant="filled"
          color={danger ? 'red' : 'accent'}
          disabled={!ready}
          data-autofocus={typed === undefined}
        >
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}

/** A button that asks first. */
export function ConfirmButton(props: ButtonProps & { question: Question; onConfirm: () => void; children: ReactNode }) {
  const { question, onConfirm, children, ...button } = props;
  const ask = async () => {
    if (await confirm(question)) onConfirm();
  };
  return (
    <Button {...button} onClick={() => void ask()}>
      {children}
    </Button>
  );
}
