import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tooLarge } from './damaged.ts';

const BLOCK = 256 * 1024;
/** Blocks that stay in memory; what is more lies in a file until it is asked for. */
const BLOCKS_IN_MEMORY = 96;
/** A cell of a spreadsheet holds no more. */
const LONGEST = 32_767;
const MOST = 16_000_000;

export type StringStore = {
  add: (text: string) => void;
  get: (index: number) => string | undefined;
  close: () => void;
};

/**
 * The texts of a workbook, which its cells name by number: all of its addresses and names. Kept as bytes and not as
 * strings, and beyond a bound in a file, so that a million people take no more memory than the bound. Cells mostly
 * name them in their order, so that a block that is fetched serves many of them.
 */
export function stringStore(): StringStore {
  let starts = new Float64Array(1024);
  let lengths = new Uint32Array(1024);
  let count = 0;
  let current = Buffer.allocUnsafe(BLOCK);
  let currentIndex = 0;
  let used = 0;
  const held = new Map<number, Buffer>();
  let spill: { folder: string; file: number } | null = null;

  function grow(): void {
    const more = new Float64Array(2 * starts.length);
    more.set(starts);
    starts = more;
    const longer = new Uint32Array(2 * lengths.length);
    longer.set(lengths);
    lengths = longer;
  }

  function keep(index: number, block: Buffer): void {
    held.set(index, block);
    if (held.size <= BLOCKS_IN_MEMORY) return;
    const [oldest, bytes] = held.entries().next().value ?? [index, block];
    held.delete(oldest);
    if (oldest < written.length && written[oldest]) return;
    spill ??= begin();
    writeSync(spill.file, bytes, 0, BLOCK, oldest * BLOCK);
    written[oldest] = true;
  }
  const written: boolean[] = [];

  function blockAt(index: number): Buffer {
    if (index === currentIndex) return current;
    const known = held.get(index);
    if (known) return known;
    const block = Buffer.allocUnsafe(BLOCK);
    if (spill) readSync(spill.file, block, 0, BLOCK, index * BLOCK);
    keep(index, block);
    return block;
  }

  return {
    add: (text) => {
      if (count >= MOST) throw tooLarge('it holds more texts than can be read');
      const cut = text.length > LONGEST ? text.slice(0, LONGEST) : text;
      const bytes = Buffer.byteLength(cut);
      if (used + bytes > BLOCK) {
        keep(currentIndex, current);
        current = Buffer.allocUnsafe(BLOCK);
        currentIndex++;
        used = 0;
      }
      if (count === starts.length) grow();
      starts[count] = currentIndex * BLOCK + used;
      lengths[count] = bytes;
      current.write(cut, used);
      used += bytes;
      count++;
    },
    get: (index) => {
      if (!(index >= 0 && index < count)) return undefined;
      const start = starts[index] ?? 0;
      const at = start % BLOCK;
      return blockAt((start - at) / BLOCK).toString('utf8', at, at + (lengths[index] ?? 0));
    },
    close: () => {
      if (!spill) return;
      closeSync(spill.file);
      rmSync(spill.folder, { recursive: true, force: true });
      spill = null;
    },
  };
}

function begin(): { folder: string; file: number } {
  const folder = mkdtempSync(join(tmpdir(), 'letterpress-texts-'));
  return { folder, file: openSync(join(folder, 'texts'), 'w+', 0o600) };
}
