// Who may import what. The one table; `npm run layers` turns it into biome.layers.json, which the lint reads.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const everyDomain = ['events', 'contacts', 'lists', 'imports', 'content', 'delivery', 'tracking', 'campaigns'];

/** Folder of main → folders of main that it may import, each by its face `<name>/<name>.ts` only. */
export const mainRows = {
  base: [],
  db: ['base'],
  access: ['base', 'db'],
  events: ['base', 'db'],
  contacts: ['base', 'db', 'events'],
  content: ['base', 'db'],
  delivery: ['base', 'db', 'events'],
  lists: ['base', 'db', 'events', 'contacts'],
  imports: ['base', 'db', 'events', 'contacts', 'lists'],
  tracking: ['base', 'db', 'events', 'contacts', 'lists', 'delivery'],
  campaigns: ['base', 'db', 'events', 'contacts', 'lists', 'content', 'delivery', 'tracking'],
  sample: ['base', 'db', ...everyDomain],
  workers: ['base', 'db', ...everyDomain],
  rpc: ['base', 'db', 'access', ...everyDomain],
  api: ['base', 'db', 'access', ...everyDomain],
  cli: ['base', 'db', 'access', 'sample', ...everyDomain],
  desktop: ['base', 'rpc'],
};

/** Folders without a face: each of their files stands for itself. */
const open = ['base'];
const rooms = Object.keys(mainRows);
const tests = ['!**/*.test.ts', '!**/testing.ts', '!**/*.fixture.ts'];

function mainOverride([room, allowed]) {
  const row = `main/${room} may import: shared${allowed.map((name) => `, ${name}`).join('')}`;
  const patterns = rooms
    .filter((name) => name !== room && !(allowed.includes(name) && open.includes(name)))
    .map((name) =>
      allowed.includes(name)
        ? {
            group: [`**/${name}/**`, `!**/${name}/${name}.ts`, '!#shared/**'],
            message: `${row}; and of main/${name} only its face, ${name}/${name}.ts.`,
          }
        : { group: [`**/${name}/**`, '!#shared/**'], message: `${row}; not main/${name}.` },
    );
  patterns.push({
    group: ['../app.ts', '../../app.ts', '../../../app.ts'],
    message: `${row}; app.ts is imported by the three entries alone.`,
  });
  patterns.push({ group: ['**/renderer/**', '**/preload/**'], message: `${row}; not the renderer.` });
  const paths =
    room === 'desktop' ? {} : { electron: { message: 'Only main/desktop.ts, main/desktop and preload may import electron.' } };
  return override([`main/${room}/**`, ...tests], { paths, patterns });
}

const outside = [
  override(['shared/**', ...tests], {
    paths: Object.fromEntries(
      ['electron', 'better-sqlite3', 'react', 'fastify', 'nodemailer'].map((name) => [
        name,
        { message: 'shared may import: zod and itself.' },
      ]),
    ),
    patterns: [
      { group: ['node:*', '**/main/**', '**/renderer/**', '**/preload/**'], message: 'shared may import: zod and itself.' },
    ],
  }),
  override(['preload/**'], {
    paths: {},
    patterns: [
      {
        group: ['node:*', '**/main/**', '**/renderer/**', '#shared/content/**', '#shared/schema/**'],
        message: 'preload may import: shared/rpc, electron.',
      },
    ],
  }),
  override(['renderer/**', ...tests], {
    paths: Object.fromEntries(
      ['electron', 'better-sqlite3', 'fastify', 'nodemailer'].map((name) => [name, { message: 'renderer may import: shared.' }]),
    ),
    patterns: [{ group: ['node:*', '**/main/**', '**/preload/**'], message: 'renderer may import: shared.' }],
  }),
];

function override(includes, options) {
  return { includes, linter: { rules: { style: { noRestrictedImports: { level: 'error', options } } } } };
}

export const layersFile = fileURLToPath(new URL('../biome.layers.json', import.meta.url));
export const layersText = () =>
  `${JSON.stringify({ overrides: [...Object.entries(mainRows).map(mainOverride), ...outside] }, null, 2)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) process.exitCode = readFileSync(layersFile, 'utf8') === layersText() ? 0 : 1;
  else writeFileSync(layersFile, layersText());
}
