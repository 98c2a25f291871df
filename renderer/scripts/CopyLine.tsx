import { Button, CopyButton } from '@mantine/core';
import { useId } from 'react';
import classes from './CopyLine.module.css';

/** Text to take away: shown as it is, copied by a button. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  const id = useId();
  return (
    <div>
      <div className={classes.label} id={id}>
        {label}
      </div>
      <div className={classes.line}>
        {/* biome-ignore lint/a11y/useSemanticElements: a pre keeps its lines, which a fieldset would not */}
        <pre className={classes.text} role="group" aria-labelledby={id}>
          {text}
        </pre>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button onClick={copy} aria-label={`Copy: ${label}`}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
