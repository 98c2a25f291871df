/** A run of words that both texts have, or that only the older or only the newer one has. */
export type Run = { text: string; in: 'both' | 'old' | 'new' };

const MOST_CELLS = 4_000_000;

/** What changed from one text to the other, word by word. */
export function wordDiff(older: string, newer: string): Run[] {
  const [one, other] = [wordsOf(older), wordsOf(newer)];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const runs: Run[] = [];
  const add = (text: string, where: Run['in']) => {
    const last = runs.at(-1);
    if (text === '') return;
    if (last?.in === where) last.text += text;
    else runs.push({ text, in: where });
  };
  add(one.slice(0, start).join(''), 'both');
  for (const { text, in: where } of middle(one.slice(start, one.length - end), other.slice(start, other.length - end)))
    add(text, where);
  add(one.slice(one.length - end).join(''), 'both');
  return runs;
}

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

function middle(one: readonly string[], other: readonly string[]): Run[] {
  const whole: Run[] = [
    { text: one.join(''), in: 'old' },
    { text: other.join(''), in: 'new' },
  ];
  const width = other.length + 1;
  // Two long texts with nothing in common are told apart as wholes.
  if (one.length === 0 || other.length === 0 || (one.length + 1) * width > MOST_CELLS) return whole;
  const common = new Uint32Array((one.length + 1) * width);
  const at = (row: number, column: number) => common[row * width + column] ?? 0;
  for (let row = one.length - 1; row >= 0; row -= 1)
    for (let column = other.length - 1; column >= 0; column -= 1)
      common[row * width + column] =
        one[row] === other[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const runs: Run[] = [];
  let [row, column] = [0, 0];
  while (row < one.length || column < other.length) {
    if (row < one.length && column < other.length && one[row] === other[column]) {
      runs.push({ text: one[row] ?? '', in: 'both' });
      row += 1;
      column += 1;
    } else if (row < one.length && (column === other.length || at(row + 1, column) >= at(row, column + 1))) {
      runs.push({ text: one[row] ?? '', in: 'old' });
      row += 1;
    } else {
      runs.push({ text: other[column] ?? '', in: 'new' });
      column += 1;
    }
  }
  return runs;
}

const AROUND = 60;

/** The same with long stretches of what did not change left out. */
export function shortened(runs: readonly Run[]): Run[] {
  return runs.map((run, index) => {
    if (run.in !== 'both' || run.text.length <= AROUND * 2 + 20) return run;
    const head = index === 0 ? '' : run.text.slice(0, AROUND);
    const tail = index === runs.length - 1 ? '' : run.text.slice(-AROUND);
    return { in: 'both', text: `${head} … ${tail}` };
  });
}
