import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { Rendered } from '#shared/rpc/content.ts';
import { ICON } from '../../ui/icons.ts';
import { describe } from '../blocks.ts';
import { useDraft, useEditor } from '../store/context.ts';
import classes from './panel.module.css';

/** What would go wrong with this message, each with the way to its block. */
export function Checks({ problems }: { problems: Rendered['problems'] }) {
  const { document } = useDraft();
  const select = useEditor((state) => state.select);
  if (problems.length === 0)
    return (
      <p className={classes.check} data-tone="good">
        <IconCircleCheck {...ICON} /> Merge tags and blocks are in order.
      </p>
    );
  return (
    <ul className={classes.checks}>
      {problems.map(({ blockId, message }) => (
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
