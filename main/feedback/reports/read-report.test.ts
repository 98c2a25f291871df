import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { sameAddress } from './fields.ts';
import { readReport } from './read-report.ts';
import type { Report } from './report.ts';
import { verdictOf } from './verdict.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');
/** What each mail of the corpus is; `hard` of a report that must suppress its recipient. */
const expected = z
  .record(z.string(), z.object({ kind: z.string(), recipient: z.string().optional(), hard: z.boolean().optional() }))
  .parse(JSON.parse(readFileSync(join(corpus, 'expected.json'), 'utf8')));
const names = Object.keys(expected);
const rawOf = (name: string) => readFileSync(join(corpus, `${name}.eml`));
const isHard = (report: Report) => {
  const { permanent, reason } = verdictOf(report);
  return permanent && reason === 'bounced';
};

it('knows each mail of the corpus for what it is, and suppresses nobody by mistake', async () => {
  expect(readdirSync(corpus).filter((name) => name.endsWith('.eml'))).toHaveLength(names.length);
  const wrong: string[] = [];
  const found = { reports: 0, rightAddress: 0, hard: 0, hardFound: 0, falseHard: 0, others: 0, othersRight: 0 };
  for (const name of names) {
    const want = expected[name];
    // As a server hands it out, with CRLF.
    const raw = Buffer.from(rawOf(name).toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
    const report = await readReport(raw);
    const hard = isHard(report);
    if (want?.hard === undefined) {
      found.others++;
      if (report.kind === want?.kind) found.othersRight++;
    } else {
      found.reports++;
      if (report.recipient !== null && sameAddress(report.recipient, want.recipient ?? '')) found.rightAddress++;
      else wrong.push(`${name}: recipient ${report.recipient}, not ${want.recipient}`);
      if (want.hard) found.hard++;
      if (want.hard && hard) found.hardFound++;
    }
    if (hard && !want?.hard) found.falseHard++;
    if (report.kind !== want?.kind) wrong.push(`${name}: ${report.kind}, not ${want?.kind}`);
    if (hard !== (want?.hard ?? false)) wrong.push(`${name}: hard ${hard} by ${report.status} “${report.diagnostic}”`);
  }
  process.stdout.write(`${JSON.stringify(found)}\n${wrong.join('\n')}\n`);
  expect(found.reports).toBeGreaterThanOrEqual(60);
  expect(found.others).toBeGreaterThanOrEqual(20);
  expect(found.rightAddress / found.reports).toBeGreaterThanOrEqual(0.98);
  expect(found.falseHard).toBe(0);
  expect(found.hardFound / found.hard).toBeGreaterThanOrEqual(0.95);
  expect(found.othersRight).toBe(found.others);
});
