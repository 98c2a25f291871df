import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { ICON } from '../../ui/icons.ts';
import { describe } from '../blocks.ts';
import { useDraft, useEditor } from '../store/context.ts';
import type { Check } from './check-words.ts';
import classes from './panel.module.css';

/** What would go wrong with this message, each with the way to its block. */
export function Checks({ checks }: { checks: Check[] }) {
  const { document } = useDraft();
  const select = useEditor((state) => state.select);
  if (checks.length === 0)
    return (
      <p className={classes.check} data-tone="good">
        <IconCircleCheck {...ICON} /> Merge tags, links and pictures are in order.
      </p>
    );
  return (
    <ul className={classes.checks}>
      {checks.map(({ blockId, message }) => (
        <li key={`${blockId} ${message}`} className={classes.check} data-tone="warn">
          <IconAlertTriangle {...ICON} />
          <span>
            {message}
            {blockId && describe(document, blockId) && (
              <>
                {' '}
                <button type="button" className="link" onClick={() => select(blockId)}>
                  {describe(document, blockId)}
                </button>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
