import type { FieldType } from '#shared/schema/words.ts';
import { fold } from '../fold.ts';

export type FieldValue = string | number | boolean;
/** A text read as a value of a field: `null` where there is none, or what is wrong in plain words. */
type ParsedValue = { ok: true; value: FieldValue | null } | { ok: false; reason: string };

const YES = new Set([
  '1',
  'true',
  'yes',
  'y',
  'ja',
  'j',
  'oui',
  'o',
  'sí',
  'si',
  's',
  'sì',
  'sim',
  'tak',
  't',
  'x',
  'wahr',
  'vrai',
  'on',
  '✓',
  '✔',
]);
const NO = new Set(['0', 'false', 'no', 'n', 'nein', 'non', 'não', 'nao', 'nie', 'f', 'falsch', 'faux', 'off', 'nee', '-', '✗']);

/** Reads what a person or a spreadsheet wrote. Dates become `YYYY-MM-DD`; a choice is found however it is spelled. */
export function parseFieldValue(type: FieldType, text: string, choices: readonly string[] = []): ParsedValue {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: true, value: null };
  switch (type) {
    case 'text':
      return { ok: true, value: trimmed };
    case 'number':
      return read(parseNumber(trimmed), trimmed, 'a number');
    case 'boolean':
      return read(parseBoolean(trimmed), trimmed, 'yes or no');
    case 'date':
      return read(parseDate(trimmed), trimmed, 'a date');
    case 'choice':
      return read(findChoice(trimmed, choices), trimmed, `one of the choices (${shortly(choices)})`);
  }
}

const findChoice = (text: string, choices: readonly string[]): string | null =>
  choices.find((choice) => choice === text) ?? choices.find((choice) => fold(choice) === fold(text)) ?? null;

const shortly = (choices: readonly string[]): string => `${choices.slice(0, 6).join(', ')}${choices.length > 6 ? ', …' : ''}`;

/** A value as a person would write it. */
export const textOfValue = (value: FieldValue): string => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value));

/** A value as one of another type, or why it cannot be that. What is of that type already stays as it is. */
export function convertValue(value: FieldValue, to: FieldType, choices: readonly string[]): ParsedValue {
  if (typeof value === 'boolean' && to === 'number') return { ok: true, value: value ? 1 : 0 };
  return parseFieldValue(to, textOfValue(value), choices);
}

const read = (value: FieldValue | null, text: string, what: string): ParsedValue =>
  value === null ? { ok: false, reason: `“${text.slice(0, 60)}” is not ${what}` } : { ok: true, value };

function parseBoolean(text: string): boolean | null {
  const lower = text.toLowerCase();
  if (YES.has(lower)) return true;
  return NO.has(lower) ? false : null;
}

/** `1234.5`, `1,234.5`, `1.234,5`, `1 234,5`, `1'234.5`; with a currency or per cent sign around it. */
export function parseNumber(text: string): number | null {
  const bare = text
    .replace(/^[€$£]\s*|\s*[€$£%]$/g, '')
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace(/^\u2212/, '-');
  if (!/^[+-]?[\d.,]*\d[\d.,]*(?:e[+-]?\d{1,3})?$/i.test(bare)) return null;
  const value = Number(withPoint(bare));
  return Number.isFinite(value) ? value : null;
}

/** Which of comma and point parts the decimals: the last of two kinds; a lone one, unless it stands before thousands. */
function withPoint(text: string): string {
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  if (comma < 0 && point < 0) return text;
  if (comma >= 0 && point >= 0) {
    const [decimal, group] = comma > point ? [',', '.'] : ['.', ','];
    return grouped(text, group, decimal) ? text.replaceAll(group, '').replace(decimal, '.') : 'NaN';
  }
  const sign = comma >= 0 ? ',' : '.';
  const many = text.indexOf(sign) !== text.lastIndexOf(sign);
  if (many) return grouped(text, sign, null) ? text.replaceAll(sign, '') : 'NaN';
  return text.replace(sign, '.');
}

function grouped(text: string, group: string, decimal: string | null): boolean {
  const whole = (decimal === null ? text : text.slice(0, text.lastIndexOf(decimal))).replace(/^[+-]/, '');
  if (decimal !== null && text.indexOf(decimal) !== text.lastIndexOf(decimal)) return false;
  const [first = '', ...rest] = whole.split(group);
  return first.length >= 1 && first.length <= 3 && rest.every((part) => /^\d{3}$/.test(part));
}

const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
/** Day first, as in all of Europe; the year may be short. */
const dayFirst = /^(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4}|\d{2})(?:,?\s.*)?$/;

/** `2024-12-31`, `31.12.2024`, `31/12/2024`, `31-12-24`; where only month first can be meant (`12/31/2024`), that. */
export function parseDate(text: string): string | null {
  const first = iso.exec(text) ?? compact.exec(text);
  if (first) return date(first[1], first[2], first[3]);
  const match = dayFirst.exec(text);
  if (!match) return null;
  const [, day, month, year] = match;
  const full = year?.length === 2 ? `${Number(year) > 35 ? '19' : '20'}${year}` : year;
  return date(full, month, day) ?? (text.includes('/') ? date(full, day, month) : null);
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Worked out and not asked of a `Date`, which takes a tenth of the time that a row of an import takes. */
function date(year = '', month = '', day = ''): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 100 || d < 1 || d > (DAYS[m - 1] ?? 0) || (m === 2 && d === 29 && !isLeap(y))) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
