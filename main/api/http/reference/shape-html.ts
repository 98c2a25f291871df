import { escapeText } from '#shared/content/escape.ts';
import { choicesOf, itemsOf, optionsOf, propertiesOf, referenceOf, requiredOf, type Schema } from './document.ts';

const DEEPEST = 3;

/** A shape in words; a named one as a link to where it is told. */
export function shapeHtml(schema: Schema, depth = 0): string {
  const reference = referenceOf(schema);
  if (reference !== undefined) return `<a href="#${anchorOf(reference)}">${escapeText(reference)}</a>`;
  const choices = choicesOf(schema);
  if (choices.length > 0) return choices.map((choice) => shapeHtml(choice, depth)).join(' or ');
  const options = optionsOf(schema);
  if (options.length > 0) return options.map(valueHtml).join(' or ');
  if (schema['const'] !== undefined) return valueHtml(schema['const']);
  if (schema['type'] === 'array') return `array of ${shapeHtml(itemsOf(schema), depth)}`;
  const properties = propertiesOf(schema);
  if (properties && depth < DEEPEST) {
    const required = requiredOf(schema);
    const rows = Object.entries(properties).map(
      ([name, value]) =>
        `<li><code>${escapeText(name)}</code>${required.includes(name) ? '' : ' (optional)'}: ${shapeHtml(value, depth + 1)}</li>`,
    );
    return `object<ul>${rows.join('')}</ul>`;
  }
  const type = Array.isArray(schema['type']) ? schema['type'].join(' or ') : schema['type'];
  const words = [type, schema['format'], schema['description']].filter((word) => typeof word === 'string');
  return words.length === 0 ? 'nothing' : escapeText(words.join(', '));
}

const valueHtml = (value: unknown) => `<code>${escapeText(JSON.stringify(value))}</code>`;

export const slug = (value: string): string => value.toLowerCase().replace(/[^a-z0-9]+/g, '-');
export const anchorOf = (shape: string): string => `shape-${slug(shape)}`;
