import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const library = join(root, 'node_modules', '@mantine');
const read = (file: string) => readFileSync(file, 'utf8');

const filesIn = (folder: string, end: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => end.test(name))
    .map((name) => join(folder, name));

/** The components of the library that some files import. */
const importedBy = (files: readonly string[]): string[] =>
  files
    .flatMap((file) => [...read(file).matchAll(/import \{([^}]*)\} from ['"]@mantine\/core['"]/g)])
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim().split(' as ')[0] ?? ''));

/** What a file of the library is made of, itself included. */
function partsOf(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const [, path = ''] of read(file).matchAll(/(?:from|import) "(\.[^"]+)"/g)) partsOf(join(dirname(file), path), seen);
  return seen;
}

test('the styles of every component that is used are loaded', () => {
  const index = read(join(library, 'core', 'esm', 'index.mjs'));
  const home = new Map(
    [...index.matchAll(/import \{ ([^}]+) \} from "(\.[^"]+)"/g)].flatMap(([, names = '', path = '']) =>
      names.split(', ').map((name) => [name, path] as const),
    ),
  );
  const used = importedBy([
    ...filesIn(join(root, 'renderer'), /\.tsx?$/),
    ...['dates', 'modals', 'notifications', 'spotlight'].flatMap((name) => filesIn(join(library, name, 'esm'), /\.mjs$/)),
  ]);
  const parts = new Set<string>();
  for (const name of used) partsOf(join(library, 'core', 'esm', home.get(name) ?? 'none'), parts);
  const wanted = [...parts]
    .filter((file) => file.endsWith('.module.mjs'))
    .map((file) => basename(file, '.module.mjs'))
    .filter((name) => existsSync(join(library, 'core', 'styles', `${name}.css`)));
  const loaded = [...read(join(import.meta.dirname, 'mantine-styles.ts')).matchAll(/core\/styles\/([\w-]+)\.css/g)].map(
    ([, name]) => name,
  );
  expect(wanted.length).toBeGreaterThan(30);
  expect(wanted.filter((name) => !loaded.includes(name))).toEqual([]);
});
