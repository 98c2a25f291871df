import { decodeQuotedPrintable } from './quoted-printable.ts';
import { components, type Property, property, unescaped } from './vcard-lines.ts';

/** What becomes of a card: these columns, in this order. */
export const cardColumns = [
  'Email',
  'First name',
  'Last name',
  'Organisation',
  'Job title',
  'Phone',
  'Birthday',
  'Street',
  'Postcode',
  'City',
  'Country',
  'Tags',
  'Note',
  'Website',
  'Other addresses',
] as const;

/** The cells of a card, and how many addresses it has. */
export function readCard(lines: readonly string[]): { cells: string[]; addresses: number } {
  const properties = lines.map(property).filter((one) => one !== null);
  const texts = (name: string) => properties.filter((one) => one.name === name).map(textOf);
  const first = (name: string) => texts(name).find((text) => text !== '') ?? '';
  const parts = (name: string, sign: ',' | ';'): string[] => {
    const found = properties.find((one) => one.name === name && one.value.replaceAll(';', '').trim() !== '');
    return found ? components(decoded(found), sign).map((part) => unescaped(part).trim()) : [];
  };
  const emails = byPreference(properties, 'EMAIL').map((text) => text.replace(/^mailto:/i, ''));
  const organisation = parts('ORG', ';').filter(Boolean).join(', ');
  const [last, given] = namesOf(parts('N', ';'), first('FN'), organisation);
  const address = parts('ADR', ';');
  const tags = properties
    .filter(({ name }) => name === 'CATEGORIES')
    .flatMap((one) => components(decoded(one), ',').map(unescaped));
  const cells: Record<(typeof cardColumns)[number], string> = {
    Email: emails[0] ?? '',
    'First name': given,
    'Last name': last,
    Organisation: organisation,
    'Job title': first('TITLE') || first('ROLE'),
    Phone: (byPreference(properties, 'TEL')[0] ?? '').replace(/^tel:/i, ''),
    Birthday: birthday(first('BDAY')),
    Street: [address[2], address[1]].filter(Boolean).join(', '),
    Postcode: address[5] ?? '',
    City: address[3] ?? '',
    Country: address[6] ?? '',
    Tags: tags
      .map((tag) => tag.trim())
      .filter(Boolean)
      .join(', '),
    Note: texts('NOTE').filter(Boolean).join('\n'),
    Website: first('URL'),
    'Other addresses': [...new Set(emails.slice(1))].join(', '),
  };
  return { cells: cardColumns.map((column) => cells[column]), addresses: new Set(emails).size };
}

const textOf = (one: Property): string => unescaped(decoded(one)).trim();

/** The value as text: version 2.1 writes letters beyond ASCII as `=C3=BC`. */
function decoded({ parameters, value }: Property): string {
  if (!parameters.get('ENCODING')?.some((encoding) => /^(?:quoted-printable|q)$/i.test(encoding))) return value;
  return decodeQuotedPrintable(value, parameters.get('CHARSET')?.[0] ?? 'utf-8');
}

/** All that are not empty; the one that the person prefers comes first, otherwise they stay in their order. */
function byPreference(properties: readonly Property[], name: string): string[] {
  return properties
    .filter((one) => one.name === name)
    .map((one, index) => ({ text: textOf(one), order: rank(one), index }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => a.order - b.order || a.index - b.index)
    .map(({ text }) => text);
}

function rank({ parameters }: Property): number {
  const number = Number(parameters.get('PREF')?.[0] ?? Number.NaN);
  if (Number.isFinite(number)) return number;
  const isPreferred = parameters.has('PREF') || parameters.get('TYPE')?.some((type) => /^pref$/i.test(type));
  return isPreferred ? 1 : 101;
}

/** Cards of firms have their name in the place of a person's. */
function namesOf(name: readonly string[], full: string, organisation: string): [last: string, first: string] {
  const [last = '', given = ''] = name;
  if (last !== '' || given !== '') return [last, given];
  if (full === '' || full === organisation) return ['', ''];
  const words = full.split(/\s+/);
  return words.length === 1 ? ['', full] : [words.at(-1) ?? '', words.slice(0, -1).join(' ')];
}

function birthday(text: string): string {
  const compact = /^(\d{4})(\d{2})(\d{2})(?:T.*)?$/.exec(text);
  return compact ? `${compact[1]}-${compact[2]}-${compact[3]}` : text.replace(/T.*$/, '');
}
