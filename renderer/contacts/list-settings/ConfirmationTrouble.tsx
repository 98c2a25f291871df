import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ConfirmationTrouble as Trouble } from '#shared/rpc/list-settings.ts';
import { ICON } from '../../ui/icons.ts';
import classes from './ListSettings.module.css';
import { troubleWords } from './words.ts';

/** Says that nobody can be asked yet, and what happens until then. */
export function ConfirmationTrouble({ trouble }: { trouble: Trouble }) {
  const { text, tab } = troubleWords[trouble];
  return (
    <p className={classes.trouble} role="note">
      <IconAlertTriangle {...ICON} />
      <span>
        {text} Until then people stay pending until you confirm them by hand.{' '}
        <Link to="/settings/$tab" params={{ tab }} className="link">
          Open the settings
        </Link>
      </span>
    </p>
  );
}
