import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** V8 keeps the text of a program for as long as it runs, twice as large where one letter is beyond Latin-1. */
const isWide = (id: string): boolean => /[^\0-\xff]|\\u(?!00)/.test(readFileSync(id.replace(/^\0|\?.*$/g, ''), 'utf8'));
const isLibrary = (id: string): boolean => id.includes('node_modules');

export default defineConfig({
  main: {
    resolve: {
      alias: {
        // What MJML parses with; that for browsers is the same without a client for the web, which is large.
        cheerio: join(import.meta.dirname, 'node_modules/cheerio/dist/browser/index.js'),
      },
    },
    build: {
      target: 'node24.0',
      rolldownOptions: {
        input: { desktop: 'main/desktop.ts', headless: 'main/headless.ts', cli: 'main/cli.ts' },
        external: ['electron'],
        output: {
          comments: false,
          strictExecutionOrder: true,
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [
              { name: 'libraries', test: (id) => isLibrary(id) && !isWide(id) },
              { name: 'wide-libraries', test: isLibrary },
            ],
          },
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node24.0',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'preload/index.ts' },
        // A sandboxed preload must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      target: 'chrome150',
      minify: true,
      // The policy of the page allows fonts from files only.
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'renderer/index.html' },
    },
  },
});
