import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './LineForm.module.css';

type Props = {
  label: string;
  value: string;
  description?: ReactNode;
  placeholder?: string;
  type?: 'text' | 'email' | 'url' | 'password';
  button: string;
  /** What is wrong with a text, or null. */
  check: (text: string) => string | null;
  saving: boolean;
  onSave: (text: string) => Promise<unknown>;
};

/** One line that is changed by itself. */
export function LineForm({ label, value, description, placeholder, type = 'text', button, check, saving, onSave }: Props) {
  const [text, setText] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const shown = text ?? value;
  const problem = check(shown.trim());
  const Input = type === 'password' ? PasswordInput : TextInput;
  const save = async () => {
    setTried(true);
    if (problem !== null) return;
    await onSave(shown.trim());
    setText(null);
    setTried(false);
  };
  return (
    <form
      className={classes.line}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // What goes wrong is shown by the mutation; the text stays for another try.
        save().catch(() => undefined);
      }}
    >
      <Input
        label={label}
        description={description}
        placeholder={placeholder ?? ''}
        {...(type === 'password' ? { autoComplete: 'new-password' } : { type })}
        value={shown}
        error={tried ? problem : null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" loading={saving} disabled={text === null || shown.trim() === value}>
        {button}
      </Button>
    </form>
  );
}
