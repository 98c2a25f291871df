import { z } from 'zod';

const withComponents = z.looseObject({ components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }) });

/**
 * Every registered shape comes as two components, `Brand` for what is answered and `BrandInput` for what is asked. Only
 * those that something refers to stay, and one that is only asked loses the suffix.
 */
export function tidyComponents<Document extends object>(document: Document): Document {
  const parsed = withComponents.safeParse(document);
  if (!parsed.success) return document;
  const { components, ...rest } = parsed.data;
  const used = new Map<string, unknown>();
  const take = (value: unknown) => {
    for (const name of namesIn(value)) {
      if (used.has(name)) continue;
      used.set(name, components.schemas[name]);
      take(components.schemas[name]);
    }
  };
  take(rest);
  const shorter = (name: string) => (name.endsWith('Input') && !used.has(name.slice(0, -5)) ? name.slice(0, -5) : name);
  const schemas = Object.fromEntries([...used].map(([name, schema]) => [shorter(name), schema]));
  const text = JSON.stringify({ ...rest, components: { ...components, schemas } });
  // It went in as a document of this kind and only names in it were changed.
  return JSON.parse(text.replace(REFERENCE, (_, name: string) => `"${PATH}${shorter(name)}"`)) as Document;
}

const PATH = '#/components/schemas/';
const REFERENCE = /"#\/components\/schemas\/(\w+)"/g;

const namesIn = (value: unknown): string[] => [...(JSON.stringify(value) ?? '').matchAll(REFERENCE)].map(([, name = '']) => name);
