import { createHash } from 'node:crypto';
import { escapeText } from '#shared/content/escape.ts';
import { callHtml } from './reference/call-html.ts';
import { readDocument } from './reference/document.ts';
import { anchorOf, shapeHtml, slug } from './reference/shape-html.ts';
import style from './reference/style.css?raw';
import script from './reference/try-it.js?raw';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only this very script and style; they ask nobody but this server, and send no form anywhere. */
export const referencePolicy = [
  "default-src 'none'",
  `script-src ${hashOf(script)}`,
  `style-src ${hashOf(style)}`,
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The OpenAPI document as a page to read and to try every call on. It loads nothing from anywhere. */
export function referencePage(document: unknown, facts: { baseUrl: string }): string {
  const { info, calls, schemas } = readDocument(document);
  const groups = Map.groupBy(calls, (call) => call.tags[0] ?? 'Other');
  const links = [...groups.keys(), 'Shapes'].map((tag) => `<li><a href="#${slug(tag)}">${escapeText(tag)}</a></li>`).join('');
  const parts = [...groups].map(
    ([tag, items]) =>
      `<section aria-labelledby="${slug(tag)}"><h2 id="${slug(tag)}">${escapeText(tag)}</h2>${items.map((call) => callHtml(call, { schemas, ...facts })).join('')}</section>`,
  );
  const shapes = Object.entries(schemas).map(
    ([name, schema]) => `<h3 id="${anchorOf(name)}"><code>${escapeText(name)}</code></h3><p>${shapeHtml(schema)}</p>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeText(info.title)}</title><style>${style}</style></head><body data-base="${escapeText(facts.baseUrl)}">
<header><h1>${escapeText(info.title)}</h1>
<p>Version ${escapeText(info.version)} · base address <code>${escapeText(facts.baseUrl)}</code> · <a href="openapi.json">OpenAPI document</a></p>
<form class="access" aria-label="Access"><label for="key">Key</label><input id="key" type="password" autocomplete="off" spellcheck="false" aria-describedby="key-hint">
<small id="key-hint">Kept in this page alone, and forgotten with it. What you send acts on your own data.</small></form>
<nav aria-label="Parts"><ul>${links}</ul></nav></header>
<main>${parts.join('\n')}
<section class="shapes" aria-labelledby="shapes"><h2 id="shapes">Shapes</h2>${shapes.join('')}</section></main>
<script>${script}</script>
</body></html>`;
}
