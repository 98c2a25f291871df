import { Button } from '@mantine/core';
import type { Contact } from '#shared/rpc/contacts.ts';
import { When } from '../ui/When.tsx';
import classes from './SuppressionNote.module.css';
import { useLift } from './use-lift.ts';
import { reasonMeaning } from './words.ts';

/** Why an address is not mailed, and the way to lift that. */
export function SuppressionNote({ suppression }: { suppression: NonNullable<Contact['suppression']> }) {
  const lift = useLift();
  const { email, reason } = suppression;
  const domain = email.startsWith('@');
  return (
    <div className={classes.note}>
      <div>
        {domain ? `The domain ${email.slice(1)} is suppressed: ` : ''}
        {reasonMeaning[reason]} Nothing is sent to this address.
      </div>
      <div className="small">
        <When at={suppression.at} as="dateTime" />
        {suppression.evidence && ` · ${suppression.evidence}`}
      </div>
      <Button size="xs" onClick={() => lift({ email, reason })}>
        Lift…
      </Button>
    </div>
  );
}
