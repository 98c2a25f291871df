import type { Target } from '#shared/rpc/imports.ts';
import type { FieldType } from '#shared/schema/words.ts';
import { emailKey, fieldKey, fold, parseDate, parseNumber } from '../contacts/contacts.ts';
import type { KnownField } from './ports.ts';
import { standingOf } from './status-words.ts';

type Known = Exclude<Target['to'], 'field' | 'newField'>;

/** What columns are called in the languages of Europe, without marks and capitals. */
const names: [Known, string][] = [
  [
    'email',
    `email|e-mail|mail|e mail|email address|e-mail address|e-mail-address|mail address|emailaddress|e-mail-adresse|email-adresse|emailadresse|
     e-mailadresse|mailadresse|mail-adresse|adresse e-mail|adresse email|adresse mail|adresse electronique|adresse de messagerie|courriel|
     correo|correo electronico|direccion de correo|direccion de correo electronico|indirizzo email|indirizzo e-mail|posta elettronica|
     endereco de email|endereco de e-mail|correio eletronico|e-mailadres|emailadres|adres e-mail|adres email|e-post|epost|e-postadresse|
     e-postadress|sahkoposti|e-pasts|email 1|e-mail 1 - value|subscriber|user email|contact email|kunden e-mail|kunden-e-mail`,
  ],
  [
    'firstName',
    `first name|firstname|first_name|first|given name|givenname|forename|fname|vorname|rufname|prenom|nombre|nombre de pila|nome|primo nome|
     primeiro nome|voornaam|imie|fornavn|fornamn|etunimi|jmeno|krestni jmeno|keresztnev|prenume`,
  ],
  [
    'lastName',
    `last name|lastname|last_name|last|surname|family name|familyname|lname|nachname|familienname|zuname|nom|nom de famille|apellido|apellidos|
     cognome|sobrenome|apelido|ultimo nome|achternaam|familienaam|nazwisko|etternavn|efternavn|efternamn|sukunimi|prijmeni|vezeteknev|nume`,
  ],
  [
    'name',
    `name|full name|fullname|full_name|contact|contact name|contact person|customer name|display name|vollstandiger name|kundenname|ansprechpartner|
     nom complet|nom et prenom|nombre completo|nombre y apellidos|nome completo|nome e cognome|volledige naam|naam|imie i nazwisko|navn|namn|nimi`,
  ],
  [
    'tags',
    'tags|tag|labels|label|schlagworter|schlagwort|stichworter|etiketten|etiquettes|etiquetas|etichette|tagi|groups|group|gruppen|gruppe',
  ],
  [
    'status',
    `status|state|subscription status|subscribed|email status|email_status|marketing status|email marketing status|accepts marketing|accepts email marketing|
     accepts_marketing|opt-in|optin|opt in|newsletter|newsletter status|abonniert|angemeldet|statut|abonne|estado|suscrito|stato|iscritto|abonnement`,
  ],
  [
    'consentAt',
    `consent|consent date|consent_at|consented at|opt-in date|optin date|optin_time|opt-in time|opt_in_time|confirm_time|subscribed at|subscribed on|
     subscription date|subscribe date|signup date|sign-up date|signed up|signed up at|date joined|anmeldedatum|angemeldet am|einwilligung am|
     einwilligungsdatum|eingewilligt am|date d'inscription|date de consentement|fecha de alta|fecha de suscripcion|data iscrizione|data di iscrizione`,
  ],
  // What a file of rejects carries besides the columns of the original.
  ['nothing', 'line in the file|why it was not imported'],
];

const byName = new Map(names.flatMap(([to, list]) => list.split('|').map((name) => [name.trim(), to] as const)));

/** What the columns of a file may become. Each of our own is given once: to the best of several. */
export function guessColumns({
  header,
  rows,
  fields,
}: {
  header: readonly string[];
  rows: readonly string[][];
  fields: readonly KnownField[];
}): Target[] {
  const width = header.length || usualWidth(rows);
  const columns = Array.from({ length: width }, (_, index) => ({
    label: (header[index] ?? '').trim().slice(0, 80),
    cells: rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== ''),
  }));
  const named = columns.map(({ label }) => byName.get(fold(label.replaceAll('_', ' '))) ?? byName.get(fold(label)));
  const emailAt = bestEmail(columns, named);
  const taken = new Set<Known>();
  return columns.map(({ label, cells }, index): Target => {
    if (index === emailAt) return { to: 'email' };
    const to = named[index];
    if (to === 'nothing') return { to };
    const once = to === 'tags' || (to !== undefined && !taken.has(to));
    if (to !== undefined && to !== 'email' && once && fits(to, cells)) {
      taken.add(to);
      return { to };
    }
    const field = fields.find(
      (known) => fold(known.label) === fold(label) || known.key === label.toLowerCase() || known.key === fieldKey(label),
    );
    if (field && label !== '') return { to: 'field', key: field.key };
    if (label === '' || cells.length === 0) return { to: 'nothing' };
    return { to: 'newField', label, type: guessType(cells) };
  });
}

/** How many cells most rows have: a row with too many must not make columns. */
function usualWidth(rows: readonly string[][]): number {
  const widths = Map.groupBy(rows, (row) => row.length);
  return [...widths].reduce((best, other) => (other[1].length > best[1].length ? other : best), [0, [] as string[][]])[0];
}

/** The column that is called so and holds the most addresses; without a name, the one that holds any. */
function bestEmail(columns: readonly { cells: string[] }[], named: readonly (Known | undefined)[]): number {
  let best = { at: -1, score: 0 };
  columns.forEach(({ cells }, at) => {
    const share = cells.length === 0 ? 0 : cells.filter((cell) => emailKey(cell).ok).length / cells.length;
    const score = share + (named[at] === 'email' ? 1 : 0);
    if (score > best.score && (named[at] === 'email' || share >= 0.5)) best = { at, score };
  });
  return best.at;
}

/**
 * A column that is called "status" may hold something else altogether, such as the status of an order. A few words
 * that are not understood do not make it one: those rows are rejected, which is better than mailing who has left.
 */
function fits(to: Known, cells: readonly string[]): boolean {
  if (to === 'status') return mostly(cells, (cell) => standingOf(cell) !== null);
  if (to === 'consentAt') return mostly(cells, (cell) => parseDate(cell) !== null);
  return true;
}

const mostly = (cells: readonly string[], holds: (cell: string) => boolean): boolean =>
  cells.length > 0 && cells.filter(holds).length >= 0.8 * cells.length;

/** The type that every cell at hand fits. Digits with a zero in front are a code and no number. */
function guessType(cells: readonly string[]): FieldType {
  if (cells.every((cell) => parseDate(cell) !== null && /\D/.test(cell))) return 'date';
  if (cells.every((cell) => parseNumber(cell) !== null && !/^[+(]|^0\d/.test(cell) && cell.length <= 15)) return 'number';
  if (cells.every((cell) => /^(?:true|false|yes|no|ja|nein|oui|non|wahr|falsch|vrai|faux|sí|si|tak|nie)$/i.test(cell)))
    return 'boolean';
  return 'text';
}
