// Who may import what. The one table; `npm run layers` turns it into biome.layers.json, which the lint reads.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const domains = ['contacts', 'lists', 'imports', 'content', 'delivery', 'tracking', 'campaigns'];

/**
 * Folder of main → folders of main that it may import, each by its face `<name>/<name>.ts` only. A row allows what is
 * used and no more; whoever needs another folder adds it here and says why in the review.
 */
export const mainRows = {
  base: [],
  db: ['base'],
  access: ['base', 'db'],
  events: ['db'],
  contacts: ['base', 'db'],
  content: ['base', 'db'],
  delivery: ['base', 'db'],
  domains: ['base', 'db'],
  lists: ['base', 'db', 'events', 'contacts'],
  segments: ['base', 'db', 'contacts', 'lists', 'imports'],
  imports: ['base', 'db', 'events', 'contacts', 'lists'],
  bulk: ['base', 'db', 'events', 'contacts', 'lists'],
  exports: ['base', 'db', 'contacts'],
  tracking: ['base', 'db', 'events', 'contacts', 'lists', 'delivery'],
  campaigns: ['base', 'db', 'contacts', 'lists', 'segments', 'content', 'delivery', 'domains', 'tracking'],
  feedback: ['base', 'db', 'events', 'contacts', 'delivery', 'tracking', 'campaigns'],
  webhooks: ['base', 'db', 'events'],
  audit: ['base', 'db'],
  sample: ['db', 'contacts', 'lists', 'content', 'delivery', 'campaigns'],
  workers: ['base', 'db', 'contacts', 'content', 'imports', 'exports'],
  rpc: ['base', 'db', 'access', 'events', 'segments', 'bulk', 'exports', 'domains', 'feedback', 'webhooks', 'audit', ...domains],
  api: ['base', 'db', 'access', 'events', 'webhooks', 'audit', 'segments', 'domains', ...domains],
  cli: ['base', 'db', 'access', 'delivery', 'tracking', 'campaigns', 'contacts', 'lists', 'segments'],
  desktop: ['base'],
};

/** Folders without a face: each of their files stands for itself. */
const open = ['base'];
const rooms = Object.keys(mainRows);
const tests = ['!**/*.test.ts', '!**/testing.ts', '!**/testing-*.ts', '!**/*.fixture.ts'];

/** The dialects of the local server: one list of them knows them, and none knows another. */
const api = new URL('../main/api/', import.meta.url);
const dialectList = 'main/api/dialects.ts';
const dialects = readdirSync(api)
  .filter((name) => existsSync(new URL(`${name}/plugin.ts`, api)))
  .map((name) => ({
    group: [`**/${name}/**`],
    message: `${dialectList} alone imports main/api/${name}; a dialect never imports another.`,
  }));

function mainOverrides(room, allowed) {
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
  if (room !== 'api') return [override([`main/${room}/**`, ...tests], { paths, patterns })];
  return [
    override([`main/${room}/**`, `!${dialectList}`, ...tests], { paths, patterns: [...patterns, ...dialects] }),
    override([dialectList], { paths, patterns }),
  ];
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

const layersFile = fileURLToPath(new URL('../biome.layers.json', import.meta.url));
const layersText = () =>
  `${JSON.stringify({ overrides: [...Object.entries(mainRows).flatMap(([room, allowed]) => mainOverrides(room, allowed)), ...outside] }, null, 2)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) process.exitCode = readFileSync(layersFile, 'utf8') === layersText() ? 0 : 1;
  else writeFileSync(layersFile, layersText());
}
