import type { FieldValues } from '#shared/schema/shapes.ts';
import { emailKey, parseDate, parseFieldValue } from '../contacts/contacts.ts';
import type { Column, ParsedPerson, ParseJob, RejectedRow, RowWarning } from './ports.ts';
import { type CsvRecord, isBlank } from './records.ts';
import { roleOf } from './roles.ts';
import { isNo, standingOf } from './status-words.ts';
import { meantAddress } from './typos.ts';

type ReadRow = { person: ParsedPerson } | { reject: RejectedRow } | { empty: true };

/** Control characters other than tabs and ends of lines, and marks of byte order; global, so only ever replaced with. */
const control = /[^\P{Cc}\t\n\r]|\ufeff/gu;
/** As in a file of rejects: a sign in front that keeps a spreadsheet from running the cell as a formula. */
const guarded = /^'(?='*[=+\-@\t\r])/;
const LONGEST_NAME = 200;
const LONGEST_VALUE = 10_000;
const LONGEST_TAG = 60;
const EMPTY = { empty: true } as const;

type Terms = Pick<ParseJob, 'columns' | 'status' | 'correctTypos' | 'roles'> & {
  /** Words for a status that mean something of their own in the tool that has written the file. */
  words?: Readonly<Record<string, string>>;
};

/** Makes the reader of rows of one file: what each says about a person, or why it cannot be taken. */
export function rowReader({ columns, status, correctTypos, roles, words = {} }: Terms): (record: CsvRecord) => ReadRow {
  const used = columns.map((column, index) => ({ column, index })).filter(({ column }) => column.to !== 'nothing');
  const emailAt = columns.findIndex((column) => column.to === 'email');

  return (record) => {
    const { cells } = record;
    if (isBlank(record)) return EMPTY;
    const reject = (reason: string): ReadRow => ({ reject: { line: record.line, reason, cells } });
    if (record.problem !== null) return reject(record.problem);
    const beyond = cells.findIndex((cell, index) => index >= columns.length && cell.trim() !== '');
    if (beyond >= 0) return reject(`The row has ${cells.length} cells, and the file has ${columns.length} columns.`);
    // Not cleaned: an address with something invisible in it is not the one that somebody meant.
    const written = unguarded(cells[emailAt] ?? '');
    const meant = correctTypos ? meantAddress(written) : null;
    const address = emailKey(meant ?? written);
    if (!address.ok) return reject(address.reason);
    const role = roleOf(address.key);
    if (role !== null && roles === 'reject') return reject(`${role}@ is the address of an office and not of a person.`);

    const fields: FieldValues = {};
    const person: ParsedPerson = {
      key: address.key,
      email: address.email,
      firstName: '',
      lastName: '',
      fields,
      tags: [],
      status,
      suppress: status === 'unsubscribed' ? 'unsubscribed' : null,
      consentAt: null,
    };
    for (const { column, index } of used) {
      if (index === emailAt) continue;
      const cell = clean(cells[index] ?? '');
      if (cell === '') continue;
      const problem = cell.includes('\ufffd')
        ? `“${cell.slice(0, 60)}” has a character that could not be read; is the encoding right?`
        : put(person, column, column.to === 'status' ? (words[cell.toLowerCase()] ?? cell) : cell);
      if (problem !== null) return reject(problem);
    }
    if (meant !== null || role !== null) {
      person.warnings = warningsOf(meant === null ? null : written, role);
      person.line = record.line;
    }
    return { person };
  };
}

function warningsOf(from: string | null, role: string | null): RowWarning[] {
  const warnings: RowWarning[] = from === null ? [] : [{ kind: 'corrected', from }];
  return role === null ? warnings : [...warnings, { kind: 'role', name: role }];
}

export const unguarded = (cell: string): string => cell.trim().replace(guarded, '');

const clean = (cell: string): string => unguarded(cell).replace(control, '').trim();

/** Puts a cell where it belongs; returns what is wrong with it, if anything is. */
function put(person: ParsedPerson, column: Column, cell: string): string | null {
  switch (column.to) {
    case 'firstName':
    case 'lastName':
      person[column.to] = cell;
      return cell.length > LONGEST_NAME ? `The name is longer than ${LONGEST_NAME} characters.` : null;
    case 'name':
      [person.firstName, person.lastName] = splitName(cell);
      return cell.length > LONGEST_NAME ? `The name is longer than ${LONGEST_NAME} characters.` : null;
    case 'field': {
      if (cell.length > LONGEST_VALUE) return `${column.label}: the text is longer than ${LONGEST_VALUE} characters.`;
      const parsed = parseFieldValue(column.type, cell, column.choices);
      if (!parsed.ok) return `${column.label}: ${parsed.reason}.`;
      if (parsed.value !== null) person.fields[column.key] = parsed.value;
      return null;
    }
    case 'tags':
      person.tags = [...new Set([...person.tags, ...cell.split(/[,;|\n]/).map((tag) => tag.trim())])].filter((tag) => tag !== '');
      return person.tags.some((tag) => tag.length > LONGEST_TAG) ? `A tag is longer than ${LONGEST_TAG} characters.` : null;
    case 'status': {
      const standing = standingOf(cell);
      if (!standing) return `The status “${cell.slice(0, 60)}” is not understood.`;
      // Of several columns the one that forbids mail decides.
      if (!forbids(person, standing.suppress)) Object.assign(person, standing);
      return null;
    }
    case 'suppressed':
      if (!isNo(cell) && !forbids(person, column.reason))
        Object.assign(person, { status: 'unsubscribed', suppress: column.reason });
      return null;
    case 'consentAt': {
      if (isNo(cell)) return null;
      const date = parseDate(cell);
      if (date === null) return `The date of consent “${cell.slice(0, 60)}” is not a date.`;
      person.consentAt = timeOf(cell, date);
      return null;
    }
    case 'email':
    case 'nothing':
      return null;
  }
}

/** Of several reasons against mail the first stands, but a bounce or complaint says more than that somebody has left. */
const forbids = ({ suppress }: ParsedPerson, other: ParsedPerson['suppress']): boolean =>
  suppress !== null && (other === null || other === 'unsubscribed' || suppress !== 'unsubscribed');

/** To the second where the cell says so, otherwise the day's beginning; UTC either way. */
function timeOf(cell: string, date: string): number {
  const time = /[T ,](\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(cell);
  const exact = time ? Date.parse(`${date}T${time[1]?.padStart(5, '0')}${time[2] ?? 'Z'}`) : Number.NaN;
  return Number.isNaN(exact) ? Date.parse(date) : exact;
}

/** Small words that begin a family name. */
const particle = /^(?:von|vom|zu|zum|zur|van|der|den|de|del|della|di|da|do|dos|du|des|le|la|ten|ter|af|av|bin|ibn|el|al)$/;

/** `Doe, Jane` or `Jane Doe`: all but the last word are first names, unless a small word begins the family name. */
export function splitName(name: string): [first: string, last: string] {
  const comma = name.indexOf(',');
  if (comma >= 0) return [name.slice(comma + 1).trim(), name.slice(0, comma).trim()];
  const words = name.split(/\s+/);
  if (words.length === 1) return [name, ''];
  const small = words.findIndex((word, index) => index > 0 && index < words.length - 1 && particle.test(word));
  const at = small > 0 ? small : words.length - 1;
  return [words.slice(0, at).join(' '), words.slice(at).join(' ')];
}
