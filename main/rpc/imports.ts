import type { Handlers } from '#shared/rpc/contract.ts';
import type { importsRpc } from '#shared/rpc/imports.ts';
import {
  keepPasted,
  listImports,
  pageRejects,
  pageWarnings,
  rejectsFile,
  requireImport,
  warningsFile,
} from '../imports/imports.ts';
import type { Workspace } from '../workspace.ts';

export const importsHandlers = (workspace: Workspace) =>
  ({
    preview: ({ file, reading, ...choices }) => workspace.imports.preview(file, reading, choices),
    paste: async ({ text }) => ({ path: await keepPasted(workspace.folder, text) }),
    start: async ({ file, options }) => ({ id: await workspace.imports.start(file, options) }),
    watch: ({ id }, { signal }) => workspace.imports.watch(id, signal),
    cancel: async ({ id }) => {
      await workspace.imports.cancel(id);
      return {};
    },
    resume: async ({ id, file }) => {
      await workspace.imports.resume(id, file);
      return {};
    },
    undo: ({ id }) => {
      workspace.imports.undo(id);
      return {};
    },
    tryOut: ({ file, options }, { signal }) => workspace.imports.tryOut(file, options, signal),
    watches: () => workspace.imports.watching.all(),
    watchPath: async (wanted) => ({ id: await workspace.imports.watching.add(wanted) }),
    unwatch: async ({ id }) => {
      await workspace.imports.watching.remove(id);
      return {};
    },
    tryWatched: (file) => workspace.imports.watching.tryOut(file),
    startWatched: async (file) => ({ id: await workspace.imports.watching.start(file) }),
    setAside: async (file) => {
      await workspace.imports.watching.setAside(file);
      return {};
    },
    all: () => listImports(workspace.db),
    get: ({ id }) => requireImport(workspace.db, id),
    rejects: (page) => pageRejects(workspace.db, page),
    rejectsFile: ({ id }) => rejectsFile(workspace.db, id),
    warnings: (page) => pageWarnings(workspace.db, page),
    warningsFile: ({ id }) => warningsFile(workspace.db, id),
  }) satisfies Handlers<typeof importsRpc>;
