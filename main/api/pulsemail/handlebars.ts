import { listFields } from '../../contacts/contacts.ts';
import type { ReadDb } from '../../db/db.ts';
import { fieldNamed } from './fields.ts';

const HANDLEBAR = /\{\{\s*([A-Za-z_][\w.]*)\s*(?:\|([^{}]*))?\}\}/g;

/** The names that texts ask for, each once. */
export const namesIn = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => [...text.matchAll(HANDLEBAR)].map(([, name = '']) => name))),
];

const OWN: Record<string, string> = {
  first_name: 'contact.first_name',
  last_name: 'contact.last_name',
  email: 'contact.email',
  unsubscribe_url: 'unsubscribe_url',
};

type Defaults = Readonly<Record<string, string | number | boolean>>;

/**
 * Handlebars as the merge tags that they mean: a fact of the person with a fallback, or, of what no contact has, the
 * campaign's own value. What nobody knows a value of becomes nothing, and its name is told.
 */
export function createSpelling(db: ReadDb, { defaults, listName }: { defaults: Defaults; listName: string }) {
  const fields = listFields(db);
  const missing = new Set<string>();
  const quoted = (text: string) => (text.includes("'") ? `"${text.replaceAll('"', '”')}"` : `'${text}'`);

  function spell(text: string): string {
    return text.replace(HANDLEBAR, (_, wire: string, fallback: string | undefined) => {
      const name = wire.replace(/^fields\./, '');
      const given = fallback?.trim() || (Object.hasOwn(defaults, name) ? String(defaults[name]) : '');
      if (name === 'list_name') return literal(listName);
      const field = fieldNamed(fields, name);
      const path = Object.hasOwn(OWN, name) ? OWN[name] : field && `contact.fields.${field.key}`;
      if (path) return given ? `{{ ${path} | default: ${quoted(literal(given))} }}` : `{{ ${path} }}`;
      if (!given) missing.add(name);
      return literal(given);
    });
  }
  return { spell, missing };
}

/** Values from outside bring no merge tags of their own. */
const literal = (text: string): string => text.replaceAll('{', '(').replaceAll('}', ')').replaceAll('%', '％');
