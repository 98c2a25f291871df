import { escapeText } from '#shared/content/escape.ts';
import type { PersonData } from './person-data.report.ts';

const day = (at: string | null): string => (at === null ? '' : at.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'));

type Cell = string | number | boolean | null;

const table = (
  title: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): string => `<h2>${escapeText(title)}</h2>
${
  rows.length === 0
    ? '<p>Nothing is kept.</p>'
    : `<table><thead><tr>${head.map((name) => `<th>${escapeText(name)}</th>`).join('')}</tr></thead><tbody>
${rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeText(String(cell ?? ''))}</td>`).join('')}</tr>`).join('\n')}
</tbody></table>`
}`;

/** What is known of a person as a page that anybody can read; the JSON beside it has all of it. */
export function personPage(data: PersonData): string {
  const { person, suppression } = data;
  const title = `What is kept about ${person.email}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeText(title)}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#211c16}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #e5ddcf;overflow-wrap:anywhere}
h2{margin-top:2rem;font-size:1.1rem}</style></head><body>
<h1>${escapeText(title)}</h1>
<p>Exported ${escapeText(day(data.exportedAt))}. The file person.json has the same and every detail for a program.</p>
${table(
  'Person',
  ['What', 'Value'],
  [
    ['Email', person.email],
    ['First name', person.firstName],
    ['Last name', person.lastName],
    ['Added', day(person.addedAt)],
    ['Last changed', day(person.changedAt)],
    ['Tags', data.tags.join(', ')],
    ...data.fields.map(({ name, value }): Cell[] => [name, value]),
  ],
)}
${table(
  'Lists and consent',
  ['List', 'Status', 'How', 'Source', 'Agreed', 'Confirmed', 'Unsubscribed'],
  data.lists.map((entry) => [
    ...[entry.list, entry.status, entry.consentMethod, entry.consentSource],
    ...[day(entry.consentAt), day(entry.confirmedAt), day(entry.unsubscribedAt)],
  ]),
)}
${table(
  'Not mailed because',
  ['Reason', 'Evidence', 'Since'],
  suppression ? [[suppression.reason, suppression.evidence, day(suppression.at)]] : [],
)}
${table(
  'Notes',
  ['Written', 'Text'],
  data.notes.map(({ text, writtenAt }) => [day(writtenAt), text]),
)}
${table(
  'Changes',
  ['When', 'How', 'What', 'Before', 'After'],
  data.changes.flatMap(({ at, by, what }) => what.map(({ name, before, after }) => [day(at), by, name, before, after])),
)}
${table(
  'What happened',
  ['When', 'What', 'Campaign', 'Link'],
  data.events.map(({ at, what, campaign, url }) => [day(at), what, campaign, url]),
)}
${table(
  'Messages',
  ['When', 'Kind', 'Campaign', 'To', 'Outcome', 'The server’s words'],
  data.messages.map((message) => [
    ...[day(message.settledAt ?? message.attemptedAt ?? message.createdAt), message.kind, message.campaign],
    ...[message.email, message.status, message.reply || message.reason],
  ]),
)}
</body></html>
`;
}
