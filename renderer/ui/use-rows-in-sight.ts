import { type RefObject, useLayoutEffect, useReducer, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { filledIn, type InSight, inOrder, inSightAt } from './rows-in-sight.ts';

/** Rows from one frame to the next that no eye follows. */
const FAST = 12;
/** Without scrolling for so long the table is at rest. */
const REST_MS = 250;
const nothing: InSight = { first: 0, count: 0, outlined: new Set(), turn: 0 };

type Rows = { total: number; getRow: (index: number) => unknown; watch: (listener: () => void) => () => void };

/** Follows the scrolling of a table; what a frame costs stays small, whatever comes into sight in it. */
export function useRowsInSight(
  frame: RefObject<HTMLDivElement | null>,
  { rows, rowHeight }: { rows: Rows; rowHeight: number },
): InSight {
  const { total, getRow, watch } = rows;
  const [height, setHeight] = useState(0);
  const sight = useRef<InSight | null>(null);
  const [, draw] = useReducer((times: number) => times + 1, 0);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => setHeight(element.clientHeight);
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [frame]);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || height === 0) return;
    const isThere = (index: number) => getRow(index) !== undefined;
    let passed = 0;
    let planned = 0;
    let came = false;
    let resting: ReturnType<typeof setTimeout> | undefined;
    const place = () => {
      const before = sight.current;
      sight.current = inSightAt({ top: element.scrollTop, height, rowHeight, rowCount: total }, { before, isThere });
      passed = before ? Math.abs(sight.current.first - before.first) : 0;
      return sight.current !== before;
    };
    const plan = () => {
      if (planned === 0) planned = requestAnimationFrame(fill);
    };
    /** What came is drawn once in a frame, and what is outlined is filled in bit by bit, unless it rushes past. */
    const fill = () => {
      planned = 0;
      const before = sight.current;
      if (before && passed <= FAST) sight.current = filledIn(before, isThere);
      if (sight.current !== before || came) draw();
      if (sight.current !== before || passed > FAST) plan();
      passed = 0;
      came = false;
    };
    const rest = () => {
      if (sight.current) sight.current = inOrder(sight.current);
      draw();
    };
    const stop = watch(() => {
      came = true;
      plan();
    });
    const follow = () => {
      // At once, since by the next frame it would be too late.
      if (place()) flushSync(draw);
      plan();
      clearTimeout(resting);
      resting = setTimeout(rest, REST_MS);
    };
    if (place()) draw();
    plan();
    element.addEventListener('scroll', follow, { passive: true });
    return () => {
      stop();
      element.removeEventListener('scroll', follow);
      cancelAnimationFrame(planned);
      clearTimeout(resting);
    };
  }, [frame, height, rowHeight, total, getRow, watch]);

  return sight.current ?? nothing;
}
