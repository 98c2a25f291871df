import { ActionIcon } from '@mantine/core';
import { IconKeyboard, IconMinus, IconPlus } from '@tabler/icons-react';
import { memo } from 'react';
import { SMALL_ICON } from '../../ui/icons.ts';
import { shortcutText } from '../../ui/Shortcut.tsx';
import { useEditor } from '../store/context.ts';
import classes from './ZoomBar.module.css';
import { zoomed, zooms } from './zoom.ts';

/** How large the page is drawn, and the list of keys, at the corner of the canvas. */
export const ZoomBar = memo(function ZoomBar({ shown, blocks }: { shown: number; blocks: boolean }) {
  const zoom = useEditor((state) => state.zoom);
  const zoomTo = useEditor((state) => state.zoomTo);
  const help = useEditor((state) => state.help);
  const percent = `${Math.round(shown * 100)} %`;
  return (
    <div className={classes.bar} role="toolbar" aria-label="Zoom">
      <ActionIcon
        size="sm"
        aria-label={`Smaller (${shortcutText('mod+-')})`}
        title={`Smaller (${shortcutText('mod+-')})`}
        disabled={shown <= zooms[0]}
        onClick={() => zoomTo(zoomed(shown, -1))}
      >
        <IconMinus {...SMALL_ICON} />
      </ActionIcon>
      <button
        type="button"
        className={classes.value}
        aria-label={`Zoom ${percent}. Back to 100 %`}
        title={`As large as it is sent (${shortcutText('mod+0')})`}
        onClick={() => zoomTo(1)}
      >
        {percent}
      </button>
      <ActionIcon
        size="sm"
        aria-label={`Larger (${shortcutText('mod++')})`}
        title={`Larger (${shortcutText('mod++')})`}
        disabled={shown >= 1.5}
        onClick={() => zoomTo(zoomed(shown, 1))}
      >
        <IconPlus {...SMALL_ICON} />
      </ActionIcon>
      <button
        type="button"
        className={classes.fit}
        aria-pressed={zoom === 'fit'}
        onClick={() => zoomTo(zoom === 'fit' ? 1 : 'fit')}
      >
        Fit
      </button>
      {blocks && (
        <ActionIcon size="sm" aria-label="Keys (?)" title="Keys (?)" onClick={() => help(true)}>
          <IconKeyboard {...SMALL_ICON} />
        </ActionIcon>
      )}
    </div>
  );
});
