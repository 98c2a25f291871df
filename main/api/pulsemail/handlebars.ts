import { type Field, listFields } from '../../contacts/contacts.ts';
import type { ReadDb } from '../../db/db.ts';
import { fieldNamed } from './fields.ts';

const HANDLEBAR = /\{\{\s*([A-Za-z_][\w.]*)\s*(?:\|([^{}]*))?\}\}/g;
/** What is no field of the list's people to this dialect, and is known of everybody. */
const OWN: Record<string, string> = {
  first_name: 'contact.first_name',
  last_name: 'contact.last_name',
  email: 'contact.email',
  unsubscribe_url: 'unsubscribe_url',
  preferences_url: 'preferences_url',
  web_view_url: 'web_view_url',
};
const PATHS = new Set([...Object.values(OWN), 'brand.name', 'brand.postal_address']);
/** Links that the server makes: nothing else can stand for them, and they are told by their very tag. */
const LINKS = new Set(['unsubscribe_url', 'preferences_url', 'web_view_url']);

const BUILT_IN = new Set(['email', 'list_name']);

const quoted = (text: string): string => (text.includes("'") ? `"${text.replaceAll('"', '”')}"` : `'${text}'`);

/** The names that texts ask a campaign or its people for, each once: without what every message has anyway. */
export const namesIn = (texts: readonly string[]): string[] => [
  ...new Set(
    texts
      .flatMap((text) => [...text.matchAll(HANDLEBAR)].map(([, name = '']) => name))
      .filter((name) => !LINKS.has(name) && !BUILT_IN.has(name) && !PATHS.has(name)),
  ),
];

type Defaults = Readonly<Record<string, string | number | boolean>>;

/**
 * Handlebars as the merge tags that they mean: a fact of the person with a fallback, or, of what no contact has, the
 * campaign's own value. What nobody knows a value of becomes nothing, and its name is told. Merge tags stay as they are.
 */
export function createSpelling(db: ReadDb, { defaults, listName }: { defaults: Defaults; listName: string }) {
  const fields = listFields(db);
  const missing = new Set<string>();

  function spell(text: string): string {
    return text.replace(HANDLEBAR, (tag, wire: string, fallback: string | undefined) => {
      if (isMergeTag(fields, wire)) return tag;
      const name = wire.replace(/^fields\./, '');
      const given = fallback?.trim() || (Object.hasOwn(defaults, name) ? String(defaults[name]) : '');
      if (name === 'list_name') return literal(listName);
      const path = pathOf(fields, name);
      if (path && LINKS.has(path)) return `{{ ${path} }}`;
      if (path) return given ? `{{ ${path} | default: ${quoted(literal(given))} }}` : `{{ ${path} }}`;
      if (!given) missing.add(name);
      return literal(given);
    });
  }
  return { spell, missing };
}

function pathOf(fields: readonly Field[], name: string): string | null {
  if (Object.hasOwn(OWN, name)) return OWN[name] ?? null;
  const field = fieldNamed(fields, name);
  return field ? `contact.fields.${field.key}` : null;
}

const isMergeTag = (fields: readonly Field[], name: string): boolean =>
  name.includes('.') && (PATHS.has(name) || fields.some(({ key }) => name === `contact.fields.${key}`));

const TAG = /\{\{-?\s*([\w.]+)\s*(?:\|\s*default:\s*(?:'([^'{}]*)'|"([^"{}]*)")\s*)?-?\}\}/g;

/** Merge tags as the handlebars that mean them; what this dialect has no words for stays as it is. */
export function createReading(db: ReadDb): (text: string) => string {
  const fields = listFields(db);
  const names = new Map(Object.entries(OWN).map(([name, path]) => [path, name]));
  for (const field of fields) names.set(`contact.fields.${field.key}`, nameOf(fields, field));
  return (text) =>
    text.replace(TAG, (tag, path: string, single: string | undefined, double: string | undefined) => {
      const name = names.get(path);
      if (name === undefined) return tag;
      const fallback = (single ?? double ?? '').trim();
      return fallback === '' ? `{{${name}}}` : `{{${name}|${fallback}}}`;
    });
}

/** A field's label where that can stand in a handlebar and means this field alone. */
function nameOf(fields: readonly Field[], field: Field): string {
  const { key, label } = field;
  const means = (name: string) => !Object.hasOwn(OWN, name) && name !== 'list_name' && fieldNamed(fields, name)?.key === key;
  if (/^[A-Za-z_]\w*$/.test(label) && means(label)) return label;
  return means(key) ? key : `contact.fields.${key}`;
}

/** Values from outside bring no merge tags of their own. */
const literal = (text: string): string => text.replaceAll('{', '(').replaceAll('}', ')').replaceAll('%', '％');
