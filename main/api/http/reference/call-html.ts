import { escapeText } from '#shared/content/escape.ts';
import type { Call, Schemas } from './document.ts';
import { fieldHtml } from './field-html.ts';
import { bodyOf } from './sample.ts';
import { shapeHtml } from './shape-html.ts';

/** Where parameters are, in the order of their fields. */
const PLACES = ['path', 'query', 'header'];

/** One operation: what it is, a form to try it with, what it answers. The form does nothing without the script of the page. */
export function callHtml(call: Call, { schemas, baseUrl }: { schemas: Schemas; baseUrl: string }): string {
  const { method, path, summary, description, number, requestBody } = call;
  const scope = call['x-required-scope'];
  const isOpen = call.security?.length === 0;
  const types = Object.keys(requestBody?.content ?? {});
  const [type = ''] = types;
  const needs = isOpen ? 'needs no key' : scope ? `scope ${scope}` : '';
  const facts = [
    `data-method="${method}"`,
    `data-path="${escapeText(path)}"`,
    isOpen ? '' : 'data-keyed',
    scope === 'send' ? 'data-sends' : '',
  ];
  const answers = Object.entries(call.responses).map(
    ([status, { content }]) =>
      `<li><code>${escapeText(status)}</code> ${shapeHtml(Object.values(content ?? {})[0]?.schema ?? {})}</li>`,
  );
  return `<details class="call"><summary><h3><b class="${method.toLowerCase()}">${method}</b> <code>${escapeText(path)}</code></h3> <span>${escapeText(summary)}</span></summary>
<div class="inside">${description ? `<p>${escapeText(description)}</p>` : ''}
<form ${facts.filter(Boolean).join(' ')} aria-label="Try ${method} ${escapeText(path)}">
${PLACES.flatMap((place) => call.parameters.filter((one) => one.in === place))
  .map((parameter) => fieldHtml(parameter, number))
  .join('')}
${types.length === 0 ? '' : bodyHtml(call, types, schemas)}
<p class="do"><button type="submit">Send</button>${needs ? `<small>${escapeText(needs)}</small>` : ''}</p>
<div class="curl"><pre tabindex="0" role="group" aria-label="As a command">${escapeText(curlOf(call, { type, baseUrl, text: bodyOf(call, type, schemas) }))}</pre><button type="button" data-copy>Copy</button></div>
<div class="answer" role="status" aria-label="Answer" hidden></div>
</form>
${types.length === 0 ? '' : `<h4>Body</h4><p>${shapeHtml(requestBody?.content[type]?.schema ?? {})}</p>`}
<h4>Answers</h4><ul>${answers.join('')}</ul></div></details>`;
}

function bodyHtml(call: Call, types: readonly string[], schemas: Schemas): string {
  const id = `body-${call.number}`;
  if (types[0] === 'multipart/form-data')
    return `<p class="field"><label for="${id}">file</label><input id="${id}" type="file" data-file></p>`;
  const options = types.map((type) => `<option>${escapeText(type)}</option>`).join('');
  const choice =
    types.length === 1
      ? `<input type="hidden" data-type value="${escapeText(types[0] ?? '')}">`
      : `<p class="field"><label for="${id}-type">Content type</label><select id="${id}-type" data-type>${options}</select></p>`;
  const text = bodyOf(call, types[0] ?? '', schemas);
  const rows = Math.min(16, Math.max(3, text.split('\n').length));
  return `${choice}<p class="body"><label for="${id}">Body</label><textarea id="${id}" data-body rows="${rows}" spellcheck="false">${escapeText(text)}</textarea></p>`;
}

/** The command as it is before anything is filled in; the script of the page writes it anew. */
function curlOf(call: Call, { type, baseUrl, text }: { type: string; baseUrl: string; text: string }): string {
  const { method, path, parameters, security } = call;
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${baseUrl}${path}'`];
  if (security?.length !== 0) lines.push('-H "Authorization: Bearer $KEY"');
  if (parameters.some(({ name }) => name === 'idempotency-key')) lines.push('-H "Idempotency-Key: $(uuidgen)"');
  if (type === 'multipart/form-data') lines.push('-F file=@contacts.csv');
  else if (type !== '') lines.push(`-H 'Content-Type: ${type}'`, `--data-binary '${text.replaceAll("'", "'\\''")}'`);
  return lines.join(' \\\n  ');
}
