import { silentLogger } from '../base/logger.ts';
import { searchSuppressions } from '../contacts/contacts.ts';
import { openRead, type ReadDb } from '../db/db.ts';
import { csvWriter, type TableWriter } from './csv.ts';
import { idsOf, peopleRows } from './people.report.ts';
import type { Cell, ExportJob } from './ports.ts';
import { xlsxWriter } from './xlsx.ts';

/** Writes the file of a job, a thousand rows at a time, in flat memory. */
export async function* writeExport(job: ExportJob, signal: AbortSignal): AsyncGenerator<{ rows: number; total: number }> {
  const db = openRead({ file: job.file, logger: silentLogger });
  try {
    const { header, total, rows: slices } = await tableOf(db, job, signal);
    const writer = writerOf(job, header, total);
    let rows = 0;
    for await (const slice of slices) {
      if (signal.aborted) break;
      for (const cells of slice) {
        const full = writer.row(cells);
        if (full) await full;
      }
      rows += slice.length;
      yield { rows, total };
    }
    await writer.end();
    yield { rows, total: rows };
  } finally {
    db.close();
  }
}

function writerOf({ format, path }: ExportJob, header: readonly string[], total: number): TableWriter {
  if (format === 'xlsx') return xlsxWriter(path, { header, total });
  const writer = csvWriter(path);
  void writer.row(header);
  return writer;
}

type Table = { header: string[]; total: number; rows: AsyncIterable<Cell[][]> | Iterable<Cell[][]> };

async function tableOf(db: ReadDb, job: ExportJob, signal: AbortSignal): Promise<Table> {
  if ('contacts' in job) {
    const { select, columns, listId } = job.contacts;
    const ids = idsOf(db, select);
    return { header: columns.map((column) => column.header), total: ids.length, rows: peopleRows(db, { ids, columns, listId }) };
  }
  let total = 0;
  for await (const some of searchSuppressions(db, job.suppressions, signal)) total += some.length;
  return { header: ['Address', 'Reason', 'Evidence', 'Since'], total, rows: suppressionRows(db, job.suppressions, signal) };
}

async function* suppressionRows(...search: Parameters<typeof searchSuppressions>): AsyncGenerator<Cell[][]> {
  for await (const some of searchSuppressions(...search))
    yield some.map(({ email, reason, evidence, createdAt }) => [email.replace(/^@/, ''), reason, evidence, { time: createdAt }]);
}
