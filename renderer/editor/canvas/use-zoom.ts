import { type RefObject, useEffect, useState } from 'react';
import { useEditor, useSession } from '../store/context.ts';
import { zoomed, zoomOf } from './zoom.ts';

/** How large the page is drawn now; the wheel with Ctrl makes it larger and smaller. */
export function useZoom(room: RefObject<HTMLElement | null>, width: number): number {
  const { store } = useSession();
  const zoom = useEditor((state) => state.zoom);
  const [inside, setInside] = useState(0);

  useEffect(() => {
    const element = room.current;
    if (!element) return;
    const look = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      setInside(element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight));
    };
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    let turned = 0;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      turned += event.deltaY;
      if (Math.abs(turned) < 40) return;
      store.getState().zoomTo(zoomed(store.getState().zoom, turned < 0 ? 1 : -1));
      turned = 0;
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      watcher.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, [room, store]);

  return zoomOf(zoom, inside, width);
}
