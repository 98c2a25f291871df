import { setImmediate as nextTurn } from 'node:timers/promises';

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;
/** Letters that are looked at in one go: some milliseconds. */
const SLICE = 1_000_000;

/**
 * Whether a CSV has more rows than so many below its header. Breaks within quotes make no row, and neither do empty lines.
 * A large file is gone through in slices, and no further than to the answer.
 */
export async function hasMoreRows(text: string, most: number): Promise<boolean> {
  let rows = -1;
  let isQuoted = false;
  let isEmpty = true;
  const end = () => {
    if (!isEmpty) rows++;
    isEmpty = true;
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) isQuoted = !isQuoted;
    if (!isQuoted && (sign === LINE_FEED || sign === RETURN)) end();
    else isEmpty = false;
    if (rows > most) return true;
    if (at % SLICE === SLICE - 1) await nextTurn();
  }
  end();
  return rows > most;
}
