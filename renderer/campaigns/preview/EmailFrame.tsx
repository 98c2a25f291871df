import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import styles from './EmailFrame.module.css';
import { framed } from './framed.ts';
import { type Look, lookedAt } from './looks.ts';

type Props = {
  title: string;
  html: string;
  /** The width that the email is laid out for; it is made smaller to fit, never larger. */
  width?: number;
  /** Height on the screen; without it the frame fills what it is in. */
  height?: number;
  remoteImages?: boolean;
  /** As which mail programs show it; as it was made, without. */
  look?: Look;
  /**
   * For our own designs, whose pictures come from the library: it asks for the session, which a frame without an
   * origin does not bring. No script runs either way.
   */
  library?: boolean;
  /** A picture only: not reached by keyboard and not read aloud. */
  still?: boolean;
};

/** An email as it arrives, in a frame that runs nothing. */
export function EmailFrame({
  title,
  html,
  width = 640,
  height,
  remoteImages = true,
  look = 'plain',
  library = false,
  still = false,
}: Props) {
  const { ref, width: room, height: tall } = useElementSize();
  const page = useMemo(() => framed(lookedAt(html, look), { remoteImages }), [html, look, remoteImages]);
  const scale = room > 0 ? Math.min(1, room / width) : 1;
  const shown = height ?? tall;
  return (
    <div ref={ref} className={styles['room']} style={{ height: height ?? '100%' }}>
      {room > 0 && (
        <iframe
          className={styles['frame']}
          title={title}
          sandbox={library ? 'allow-same-origin' : ''}
          srcDoc={page}
          tabIndex={still ? -1 : 0}
          aria-hidden={still}
          data-still={still || undefined}
          style={{ width: Math.max(width, room / scale), height: shown / scale, transform: `scale(${scale})` }}
        />
      )}
    </div>
  );
}
