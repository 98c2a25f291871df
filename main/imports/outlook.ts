import type { MappingChoices, Outlook } from '#shared/rpc/imports.ts';
import type { SuppressionReason } from '#shared/schema/words.ts';
import { emailKey } from '../contacts/contacts.ts';
import type { Column } from './ports.ts';
import type { CsvRecord } from './records.ts';
import { roleOf } from './roles.ts';
import { rowReader, unguarded } from './rows.ts';
import { meantAddress } from './typos.ts';

const REASONS = 12;
const SLIPS = 100;
const ROLES = 20;

type Terms = { columns: Column[]; choices: MappingChoices; words: Readonly<Record<string, string>> };

/** What would become of rows, and of each of them in turn what would keep it out: null where nothing does. */
export function lookAhead(
  records: readonly CsvRecord[],
  { columns, choices, words }: Terms,
): { outlook: Outlook; problems: (string | null)[] } {
  const emailAt = columns.findIndex((column) => column.to === 'email');
  const { correctTypos, roles } = choices;
  const read = emailAt < 0 ? null : rowReader({ columns, status: 'subscribed', correctTypos, roles, words });
  const seen = new Set<string>();
  const reasons = tally<string>();
  const suppressed = tally<SuppressionReason>();
  const roleNames = tally<string>();
  const typos: Outlook['typos'] = { rows: 0, shown: [] };
  let taken = 0;
  let repeats = 0;
  let pending = 0;
  const problems = records.map((record) => {
    const address = unguarded(record.cells[emailAt] ?? '');
    if (read && record.problem === null) slip(typos, { line: record.line, from: address });
    const row = read?.(record);
    if (!row || 'empty' in row) return record.problem;
    if ('reject' in row) {
      const role = roles === 'reject' ? roleOfWritten(address, correctTypos) : null;
      if (role !== null) roleNames.add(role, record.line);
      reasons.add(general(row.reject.reason), record.line);
      return row.reject.reason;
    }
    const { key, suppress, status } = row.person;
    taken++;
    if (seen.has(key)) repeats++;
    seen.add(key);
    if (suppress !== null) suppressed.add(suppress, record.line);
    if (status === 'pending') pending++;
    const role = roleOf(key);
    if (role !== null) roleNames.add(role, record.line);
    return null;
  });
  const outlook: Outlook = {
    rows: records.length,
    taken,
    repeats,
    suppressed: suppressed.most(4).map(({ name, rows }) => ({ reason: name, rows })),
    pending,
    rejects: reasons.most(REASONS).map(({ name, rows, line }) => ({ reason: name, rows, line })),
    typos,
    roles: { rows: roleNames.total(), shown: roleNames.most(ROLES).map(({ name, rows }) => ({ name, rows })) },
  };
  return { outlook, problems };
}

function slip(typos: Outlook['typos'], { line, from }: { line: number; from: string }): void {
  const meant = meantAddress(from);
  if (meant === null) return;
  typos.rows++;
  if (typos.shown.length < SLIPS) typos.shown.push({ line, from: from.slice(0, 200), meant });
}

function roleOfWritten(address: string, correct: boolean | undefined): string | null {
  const key = emailKey((correct ? meantAddress(address) : null) ?? address);
  return key.ok ? roleOf(key.key) : null;
}

/** Reasons that differ only in the words of a cell are one. */
const general = (reason: string): string => reason.replace(/“[^”]*”/gs, '“…”');

function tally<Name extends string>() {
  const counts = new Map<Name, { rows: number; line: number }>();
  return {
    add: (name: Name, line: number) => {
      const known = counts.get(name);
      if (known) known.rows++;
      else counts.set(name, { rows: 1, line });
    },
    total: () => [...counts.values()].reduce((sum, { rows }) => sum + rows, 0),
    most: (limit: number) =>
      [...counts]
        .map(([name, rest]) => ({ name, ...rest }))
        .sort((a, b) => b.rows - a.rows || a.line - b.line)
        .slice(0, limit),
  };
}
