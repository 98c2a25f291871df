import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useConnection } from '../api.ts';
import classes from './ConnectionBar.module.css';

/** A short gap is not worth a word; a long one is worth the offer to start over. */
const WORD_AFTER_MS = 800;
const OFFER_AFTER_MS = 20_000;

export function ConnectionBar() {
  const state = useConnection();
  const [patience, setPatience] = useState<'quiet' | 'told' | 'offered'>('quiet');

  useEffect(() => {
    setPatience('quiet');
    if (state === 'open') return;
    const tell = setTimeout(() => setPatience('told'), state === 'lost' ? WORD_AFTER_MS : 3 * WORD_AFTER_MS);
    const offer = setTimeout(() => setPatience('offered'), OFFER_AFTER_MS);
    return () => {
      clearTimeout(tell);
      clearTimeout(offer);
    };
  }, [state]);

  return (
    <div role="status">
      {state !== 'open' && patience !== 'quiet' && (
        <div className={classes.bar}>
          Letterpress is not answering. Trying again…
          {patience === 'offered' && (
            <Button size="xs" onClick={() => window.location.reload()}>
              Load the page again
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
