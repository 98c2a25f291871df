import { z } from 'zod';
import { importOptions, type Outcome } from '#shared/rpc/imports.ts';
import { unavailable } from '../../base/errors.ts';
import { defineCommand } from '../command.ts';

export const importCommand = defineCommand({
  usage: 'import FILE --list NAME [--consent SOURCE] [--existing skip|fill|overwrite] [--correct-typos] [--dry-run]',
  options: {
    list: { type: 'string' },
    consent: { type: 'string' },
    existing: { type: 'string' },
    'correct-typos': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  positionals: ['file'],
  paths: ['file'],
  input: z.object({
    file: z.string().min(1),
    list: z.string().trim().min(1),
    consent: z.string().default(''),
    existing: importOptions.shape.existing,
    'correct-typos': z.boolean().default(false),
    'dry-run': z.boolean().default(false),
  }),
  run: async ({ workspace }, { file, list, consent, existing, 'correct-typos': correctTypos, 'dry-run': dryRun }) => {
    const { imports } = workspace;
    const began = performance.now();
    const source = { path: file };
    // What nobody is there to correct is taken as it was found.
    const { reading, columns } = await imports.preview(source);
    const options = importOptions.parse({
      reading,
      mapping: columns.map((column) => column.guess),
      list: { newName: list },
      consentSource: consent,
      existing,
      correctTypos,
    });
    if (dryRun) return { ...figures(await imports.tryOut(source, options)), ms: Math.round(performance.now() - began), dryRun };
    const result = await imports.finished(await imports.start(source, options));
    if (result.state !== 'finished')
      throw unavailable('imports.unfinished', result.error || 'The import did not come to its end.');
    return { ...figures(result), ms: Math.round(performance.now() - began) };
  },
  print: ({ rows, imported, updated, unchanged, rejected, corrected, roles, ms, ...how }) =>
    [
      `${rows} rows in ${ms} ms${'dryRun' in how ? ', nothing kept; it would be' : ''}: ${imported} imported, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected.`,
      ...(corrected > 0 ? [`${corrected} with an obvious typo corrected.`] : []),
      ...(roles > 0 ? [`${roles} with the address of an office and not of a person.`] : []),
    ].join(' '),
});

const figures = ({ rows, imported, updated, unchanged, rejected, corrected, roles }: Outcome) => ({
  ...{ rows, imported, updated, unchanged, rejected },
  ...{ corrected, roles },
});
