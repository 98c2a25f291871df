import { type Call, choicesOf, optionsOf, propertiesOf, referenceOf, requiredOf, type Schema, type Schemas } from './document.ts';

/** A body to begin with: what the document shows, or else the smallest value that fits. */
export function bodyOf(call: Call, type: string, schemas: Schemas): string {
  const content = call.requestBody?.content[type];
  if (!content) return '';
  const value = content.example ?? sampleOf(content.schema, schemas);
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** The smallest value that fits a shape, to fill in. */
function sampleOf(schema: Schema, schemas: Schemas): unknown {
  const reference = referenceOf(schema);
  if (reference !== undefined) return sampleOf(schemas[reference] ?? {}, schemas);
  const [choice] = choicesOf(schema);
  if (choice) return sampleOf(choice, schemas);
  const [option] = optionsOf(schema);
  if (option !== undefined) return option;
  if (schema['type'] === 'array') return [];
  if (schema['type'] === 'number' || schema['type'] === 'integer') return 0;
  if (schema['type'] === 'boolean') return true;
  if (schema['type'] !== 'object') return '';
  const properties = propertiesOf(schema) ?? {};
  return Object.fromEntries(requiredOf(schema).map((name) => [name, sampleOf(properties[name] ?? {}, schemas)]));
}
