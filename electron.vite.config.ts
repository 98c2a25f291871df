import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      target: 'node24.0',
      rolldownOptions: {
        input: { desktop: 'main/desktop.ts', headless: 'main/headless.ts', cli: 'main/cli.ts' },
        external: ['electron'],
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
