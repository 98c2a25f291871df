import type { templatesRpc } from '#shared/rpc/content.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { createTemplate, listTemplates, removeTemplate } from '../content/content.ts';
import type { Workspace } from '../workspace.ts';

export const templatesHandlers = ({ db, clock, changes }: Workspace) =>
  ({
    all: () => listTemplates(db),
    create: (template) => {
      const id = createTemplate(db, { ...template, now: clock() });
      changes.announce('templates');
      return { id };
    },
    remove: ({ id }) => {
      removeTemplate(db, id);
      changes.announce('templates');
      return {};
    },
  }) satisfies Handlers<typeof templatesRpc>;
