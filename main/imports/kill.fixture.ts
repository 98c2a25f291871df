// A program that imports a file, or undoes an import, slowly enough to be killed in the middle; it tells each step.
import { createChanges } from '../base/changes.ts';
import { systemClock } from '../base/clock.ts';
import { silentLogger } from '../base/logger.ts';
import { openWrite, workspaceMigrations } from '../db/db.ts';
import { createImports, packSlices, parseRows, previewFile } from './imports.ts';

const [database = '', path = '', undone = ''] = process.argv.slice(2);
const db = await openWrite({ file: database, logger: silentLogger, migrations: workspaceMigrations, create: true });
const imports = createImports({
  db,
  clock: systemClock,
  changes: createChanges(),
  logger: silentLogger,
  parseFile: async function* (job, { signal }) {
    for await (const slice of packSlices(parseRows(job, signal))) {
      yield slice;
      // The slice before this line is on the disk by now: a slice is asked for once the one before was written.
      process.stdout.write('.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  },
  previewFile,
  resolveSource: () => ({ path, fileName: 'people.csv' }),
});
if (undone) {
  imports.undo(undone);
  for await (const { slicesUndone } of imports.watch(undone)) process.stdout.write(slicesUndone > 0 ? '.' : '');
} else {
  const { reading, columns } = await imports.preview({ path });
  const terms = { existing: 'overwrite', status: 'subscribed', consentSource: '', tags: ['Messe'] } as const;
  const mapping = columns.map(({ guess }) => guess);
  await imports.finished(
    await imports.start({ path }, { reading, mapping, list: { newName: 'Messe' }, ...terms, tags: ['Messe'] }),
  );
}
