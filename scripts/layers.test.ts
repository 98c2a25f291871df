import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mainRows } from './layers.mjs';

const root = join(import.meta.dirname, '..');
let folder: string;

/** What the lint says about one import from a file at a place, by the project's own configuration. */
function lint(file: string, imported: string): string {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `import { a } from '${imported}';\n\nexport const b = a;\n`);
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const result = spawnSync(process.execPath, [biome, 'lint', '--vcs-enabled=false', path], { cwd: folder, encoding: 'utf8' });
  return result.stdout + result.stderr;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'letterpress-layers-'));
  for (const name of ['biome.json', 'biome.layers.json']) copyFileSync(join(root, name), join(folder, name));
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['main/contacts/x.ts', '../campaigns/campaigns.ts', 'main/contacts may import: shared, base, db; not main/campaigns.'],
  ['main/lists/x.ts', '../contacts/contacts.store.ts', 'of main/contacts only its face, contacts/contacts.ts'],
  ['main/delivery/transports/x.ts', '../../campaigns/campaigns.ts', 'not main/campaigns'],
  ['main/api/plume/routes/x.ts', '../../../desktop/window.ts', 'not main/desktop'],
  ['main/api/plunk/routes/x.ts', '../../plume/wire.ts', 'a dialect never imports another'],
  ['main/api/http/x.ts', '../plume/plugin.ts', 'main/api/dialects.ts alone imports main/api/plume'],
  ['main/rpc/x.ts', '../app.ts', 'app.ts is imported by the three entries alone'],
  ['main/content/x.ts', 'electron', 'Only main/desktop.ts, main/desktop and preload may import electron.'],
  ['shared/schema/x.ts', 'node:fs', 'shared may import: zod and itself.'],
  ['renderer/home/x.ts', '../../main/db/db.ts', 'renderer may import: shared.'],
  ['renderer/home/x.ts', 'node:path', 'renderer may import: shared.'],
  ['preload/x.ts', '../main/db/db.ts', 'preload may import: shared/rpc, electron.'],
])('refuses in %s the import of %s and prints the row', (file, imported, row) => {
  expect(lint(file, imported).replace(/\s+/g, ' ')).toContain(row);
});

it.each([
  ['main/lists/x.ts', '../contacts/contacts.ts'],
  ['main/contacts/x.ts', '../base/ids.ts'],
  ['main/content/x.ts', '#shared/content/document.ts'],
  ['main/api/plume/routes/x.ts', '../wire.ts'],
  ['main/api/dialects.ts', './plume/plugin.ts'],
  ['main/desktop/x.ts', 'electron'],
  ['renderer/home/x.ts', '#shared/rpc/rpc.ts'],
])('allows in %s the import of %s', (file, imported) => {
  const printed = lint(file, imported);
  expect(printed).toContain('Checked 1 file');
  expect(printed).not.toContain('noRestrictedImports');
});

it.each(Object.entries(mainRows))('allows main/%s no folder that it does not use', (room, allowed) => {
  const used = new Set<string | undefined>();
  for (const file of readdirSync(join(root, 'main', room), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || /(?:\.test|\.fixture|testing)\.ts$/.test(file)) continue;
    const path = join(root, 'main', room, file);
    for (const [, specifier = ''] of readFileSync(path, 'utf8').matchAll(/(?:from |import\()'(\.[^']+)'/g)) {
      used.add(relative(join(root, 'main'), join(dirname(path), specifier)).split(sep)[0]);
    }
  }
  expect(allowed.filter((name) => !used.has(name))).toEqual([]);
});

it('has the lint read the table as it is', () => {
  expect(spawnSync(process.execPath, [join(root, 'scripts', 'layers.mjs'), '--check']).status).toBe(0);
});
