import { nameKey } from '../contacts/contacts.ts';
import type { KeptWarning, PackedPeople, PackedSlice, ParsedPerson, ParsedSlice } from './ports.ts';

/**
 * Slices as they cross to the main thread, with all that can be worked out beforehand. The first `from` slices were
 * written before an interruption: they are passed over, and only their rows are told.
 */
export async function* packSlices(slices: AsyncIterable<ParsedSlice>, from = 0): AsyncGenerator<PackedSlice> {
  let at = 0;
  for await (const { people, rejects, bytesRead } of slices) {
    const rows = people.length + rejects.length;
    if (at++ < from) yield { rows, people: null, rejects: [], warnings: [], bytesRead };
    else yield { rows, people: JSON.stringify(inColumns(people)), rejects, warnings: warningsOf(people), bytesRead };
  }
}

const warningsOf = (people: readonly ParsedPerson[]): KeptWarning[] =>
  people.flatMap(({ email, line = 0, warnings = [] }) =>
    warnings.map((warning) => ({ line, kind: warning.kind, email, written: warning.kind === 'corrected' ? warning.from : '' })),
  );

function inColumns(people: readonly ParsedPerson[]): PackedPeople {
  const names = new Map<string, string>();
  const nameKeyOf = (person: ParsedPerson): string => {
    const name = `${person.lastName}\n${person.firstName}`;
    const known = names.get(name) ?? nameKey(person);
    names.set(name, known);
    return known;
  };
  const tags = new Map<string, number[]>();
  people.forEach((person, row) => {
    for (const name of person.tags) {
      const rows = tags.get(name);
      if (rows) rows.push(row);
      else tags.set(name, [row]);
    }
  });
  return {
    keys: people.map((person) => person.key),
    emails: people.map((person) => (person.email === person.key ? null : person.email)),
    firstNames: people.map((person) => person.firstName),
    lastNames: people.map((person) => person.lastName),
    nameKeys: people.map(nameKeyOf),
    fields: people.map((person) => JSON.stringify(person.fields)),
    statuses: people.map((person) => person.status),
    consents: people.flatMap(({ consentAt }, row) => (consentAt === null ? [] : [[row, consentAt] as [number, number]])),
    suppressed: people.flatMap(({ suppress }, row) => (suppress === null ? [] : [[row, suppress] as [number, typeof suppress]])),
    tags: [...tags],
  };
}
