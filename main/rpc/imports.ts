import type { Handlers } from '#shared/rpc/contract.ts';
import type { importsRpc } from '#shared/rpc/imports.ts';
import { listImports, pageRejects, rejectsFile, requireImport } from '../imports/imports.ts';
import type { Workspace } from '../workspace.ts';

export const importsHandlers = (workspace: Workspace) =>
  ({
    preview: ({ file, reading }) => workspace.imports.preview(file, reading),
    start: async ({ file, options }) => ({ id: await workspace.imports.start(file, options) }),
    watch: ({ id }, { signal }) => workspace.imports.watch(id, signal),
    cancel: async ({ id }) => {
      await workspace.imports.cancel(id);
      return {};
    },
    all: () => listImports(workspace.db),
    get: ({ id }) => requireImport(workspace.db, id),
    rejects: (page) => pageRejects(workspace.db, page),
    rejectsFile: ({ id }) => rejectsFile(workspace.db, id),
  }) satisfies Handlers<typeof importsRpc>;
