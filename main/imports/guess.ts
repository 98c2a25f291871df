import type { Target } from '#shared/rpc/imports.ts';
import type { FieldType } from '#shared/schema/words.ts';
import { emailKey, fieldKey, fold, parseDate, parseNumber } from '../contacts/contacts.ts';
import { isCode, targetByName } from './column-names.ts';
import { knownTool } from './known-tools.ts';
import type { KnownField } from './ports.ts';
import { isNo, standingOf } from './status-words.ts';

/** What the columns of a file may become. Each of our own is given once: to the best of several. */
export function guessColumns({
  header,
  rows,
  fields,
}: {
  header: readonly string[];
  rows: readonly string[][];
  fields: readonly KnownField[];
}): Target[] {
  const width = header.length || usualWidth(rows);
  const columns = Array.from({ length: width }, (_, index) => ({
    label: (header[index] ?? '').trim().slice(0, 80),
    cells: rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== ''),
  }));
  const tool = knownTool(header);
  const named = columns.map(({ label }) => tool?.targetOf(label) ?? targetByName(label));
  const emailAt = bestEmail(columns, named);
  const taken = new Set<Target['to']>();
  return columns.map(({ label, cells }, index): Target => {
    if (index === emailAt) return { to: 'email' };
    const target = named[index];
    if (target?.to === 'nothing') return target;
    const once = target !== undefined && (several.has(target.to) || !taken.has(target.to));
    if (target && target.to !== 'email' && once && fits(target, cells, tool?.words ?? {})) {
      taken.add(target.to);
      return target;
    }
    const field = fields.find(
      (known) => fold(known.label) === fold(label) || known.key === label.toLowerCase() || known.key === fieldKey(label),
    );
    if (field && label !== '') return { to: 'field', key: field.key };
    if (label === '' || cells.length === 0) return { to: 'nothing' };
    return { to: 'newField', label, type: isCode(label) ? 'text' : guessType(cells) };
  });
}

/** What several columns may become. */
const several = new Set<Target['to']>(['tags', 'suppressed']);

/** How many cells most rows have: a row with too many must not make columns. */
function usualWidth(rows: readonly string[][]): number {
  const widths = Map.groupBy(rows, (row) => row.length);
  return [...widths].reduce((best, other) => (other[1].length > best[1].length ? other : best), [0, [] as string[][]])[0];
}

/** The column that is called so and holds the most addresses; without a name, the one that holds any. */
function bestEmail(columns: readonly { cells: string[] }[], named: readonly (Target | undefined)[]): number {
  let best = { at: -1, score: 0 };
  columns.forEach(({ cells }, at) => {
    const share = cells.length === 0 ? 0 : cells.filter((cell) => emailKey(cell).ok).length / cells.length;
    const isNamed = named[at]?.to === 'email';
    const score = share + (isNamed ? 1 : 0);
    if (score > best.score && (isNamed || share >= 0.5)) best = { at, score };
  });
  return best.at;
}

/**
 * A column that is called "status" may hold something else altogether, such as the status of an order. A few words
 * that are not understood do not make it one: those rows are rejected, which is better than mailing who has left.
 */
function fits({ to }: Target, cells: readonly string[], words: Readonly<Record<string, string>>): boolean {
  if (to === 'status') return mostly(cells, (cell) => standingOf(words[cell.toLowerCase()] ?? cell) !== null);
  // Tools write a zero or a dash where somebody has not agreed yet.
  if (to === 'consentAt') return mostly(cells, (cell) => parseDate(cell) !== null || isNo(cell));
  return to !== 'suppressed' || cells.length > 0;
}

const mostly = (cells: readonly string[], holds: (cell: string) => boolean): boolean =>
  cells.length > 0 && cells.filter(holds).length >= 0.8 * cells.length;

/** The type that every cell at hand fits. Digits with a zero in front are a code and no number. */
function guessType(cells: readonly string[]): FieldType {
  if (cells.every((cell) => parseDate(cell) !== null && /\D/.test(cell))) return 'date';
  if (cells.every((cell) => parseNumber(cell) !== null && !/^[+(]|^0\d/.test(cell) && cell.length <= 15)) return 'number';
  if (
    cells.every((cell) =>
      /^(?:true|false|yes|no|ja|nein|oui|non|wahr|falsch|vrai|faux|sí|si|não|sim|tak|nie|nee|nej)$/i.test(cell),
    )
  )
    return 'boolean';
  return 'text';
}
