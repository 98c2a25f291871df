import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FileSource, ImportOptions, ImportResult } from '#shared/rpc/imports.ts';
import { createChanges } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { silentLogger } from '../base/logger.ts';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { createImports, type Imports, type ParsedSlice, type ParseJob, packSlices, parseRows, previewFile } from './imports.ts';

export type Desk = {
  db: WriteDb;
  imports: Imports;
  /** Writes a file and returns how it is named to an import. */
  file: (content: string | Uint8Array, name?: string) => FileSource;
  /** Imports a file as its preview suggests, except for what is given. */
  bring: (content: string | Uint8Array | FileSource, options?: Partial<ImportOptions>) => Promise<ImportResult>;
  close: () => void;
};

export const NOW = 1_700_000_000_000;

/** A workspace and what imports into it; files are read on this thread unless another way is given. */
export async function importDesk(
  options: {
    parseFile?: (job: ParseJob, options: { signal: AbortSignal }) => AsyncIterable<ParsedSlice>;
    clock?: Clock;
    onChange?: () => void;
  } = {},
): Promise<Desk> {
  const { db, folder, close } = await workspaceDb();
  const changes = createChanges();
  if (options.onChange) changes.subscribe(options.onChange);
  const imports = createImports({
    db,
    clock: options.clock ?? (() => NOW),
    changes,
    logger: silentLogger,
    parseFile: (job, { signal, from }) => packSlices(options.parseFile?.(job, { signal }) ?? parseRows(job, signal), from),
    previewFile,
    resolveSource: (source) => {
      const path = 'path' in source ? source.path : join(folder, source.upload);
      return { path, fileName: basename(path) };
    },
  });
  const file = (content: string | Uint8Array, name = 'people.csv'): FileSource => {
    writeFileSync(join(folder, name), content);
    return { path: join(folder, name) };
  };
  const bring: Desk['bring'] = async (content, given = {}) => {
    const source = typeof content === 'string' || content instanceof Uint8Array ? file(content) : content;
    const { reading, columns } = await imports.preview(source, given.reading);
    const mapping = columns.map((column) => column.guess);
    const defaults = {
      reading,
      mapping,
      list: { newName: 'People' },
      existing: 'fill',
      status: 'subscribed',
      consentSource: 'the shop',
      tags: [],
    } as const;
    return imports.finished(await imports.start(source, { ...defaults, ...given, tags: given.tags ?? [] }));
  };
  return { db, imports, file, bring, close };
}
