import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    {
      // The bundler turns `x?modulePath` into the path of a built worker; from source, Node runs the TypeScript file itself.
      name: 'worker-path',
      enforce: 'pre',
      resolveId(id, importer) {
        if (!id.endsWith('?modulePath') || !importer) return null;
        return `\0worker:${resolve(importer, '..', id.replace('?modulePath', ''))}`;
      },
      load(id) {
        if (!id.startsWith('\0worker:')) return null;
        return `export default ${JSON.stringify(id.slice('\0worker:'.length))}`;
      },
    },
  ],
  test: {
    include: ['{main,shared,preload,renderer,scripts}/**/*.test.ts'],
    // Style that a page is sent with is text like any other.
    css: { include: [/\?raw$/] },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // One less than there are processors would be one on a small machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
