import { escapeText } from '#shared/content/escape.ts';
import { choicesOf, optionsOf, type Parameter, type Schema } from './document.ts';

/** A field for one parameter, named as the document names it. */
export function fieldHtml(parameter: Parameter, call: number): string {
  const { name, required, schema } = parameter;
  const id = `p-${call}-${parameter.in}-${name}`.replace(/[^\w-]/g, '-');
  const facts = [
    `id="${id}"`,
    `data-in="${escapeText(parameter.in)}"`,
    `name="${escapeText(name)}"`,
    required ? 'required' : '',
    `aria-describedby="${id}-hint"`,
  ];
  const attributes = facts.filter(Boolean).join(' ');
  return `<p class="field"><label for="${id}"><code>${escapeText(name)}</code></label>${control(parameter, attributes)}<small id="${id}-hint">${escapeText(hintOf(parameter, schema))}</small></p>`;
}

function control({ schema, name }: Parameter, attributes: string): string {
  const options = schema['type'] === 'boolean' ? [true, false] : optionsOf(schema);
  if (options.length > 0)
    return `<select ${attributes}><option value=""></option>${options.map((option) => `<option>${escapeText(String(option))}</option>`).join('')}</select>`;
  const placeholder = name === 'idempotency-key' ? ' placeholder="a new one each time"' : '';
  return `<input type="text" ${attributes}${placeholder} autocomplete="off" spellcheck="false">`;
}

function hintOf({ in: place, required, description }: Parameter, schema: Schema): string {
  const { minimum, maximum, format } = schema;
  const usual = schema['default'];
  const words = [
    place,
    required ? 'required' : '',
    typeof format === 'string' ? format : typeWord(schema),
    minimum !== undefined && maximum !== undefined && Number(maximum) < 1_000_000_000 ? `${minimum} to ${maximum}` : '',
    usual === undefined ? '' : `usually ${usual}`,
    description,
  ];
  return words.filter(Boolean).join(', ');
}

const typeWord = (schema: Schema): string => {
  if (choicesOf(schema).length > 0) return 'text';
  return schema['type'] === 'integer' || schema['type'] === 'number' ? 'number' : '';
};
