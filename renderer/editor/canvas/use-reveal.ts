import { type RefObject, useEffect, useRef } from 'react';
import type { Box } from './geometry.ts';

/** Brings the selected block into view when it was chosen from elsewhere; once, as soon as it is there. */
export function useReveal(list: RefObject<HTMLDivElement | null>, selected: string | null, box: Box | null): void {
  const revealed = useRef<string | null>(null);
  useEffect(() => {
    if (!selected || !box || revealed.current === selected) return;
    revealed.current = selected;
    const element = list.current?.querySelector(`#on-page-${CSS.escape(selected)}`);
    const room = list.current?.closest('[data-canvas-room]');
    if (!element || !room) return;
    const seen = room.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom < seen.top + 40 || top > seen.bottom - 40) element.scrollIntoView({ block: 'nearest' });
  }, [list, selected, box]);
}
