import { z } from 'zod';
import { dialect, scope } from '#shared/schema/words.ts';
import { createKey, listKeys } from '../../access/access.ts';
import { defineCommand } from '../command.ts';

export const keysCreate = defineCommand({
  usage: 'keys create --dialect NAME [--kind secret|public] [--scope read|write|send|admin …] [--name NAME]',
  options: {
    dialect: { type: 'string' },
    kind: { type: 'string' },
    scope: { type: 'string', multiple: true },
    name: { type: 'string' },
  },
  positionals: [],
  input: z.object({
    dialect,
    kind: z.enum(['secret', 'public']).default('secret'),
    scope: z.array(scope).default(['read', 'write', 'send', 'admin']),
    name: z.string().max(100).default('Made on the command line'),
  }),
  run: ({ registry, workspace }, input) => {
    const key = createKey(registry, {
      workspaceId: workspace.id,
      dialect: input.dialect,
      kind: input.kind,
      scopes: input.scope,
      name: input.name,
    });
    workspace.changes.announce('keys');
    return key;
  },
  print: ({ key }) => `${key}\nThis key is shown this once.`,
});

export const keysList = defineCommand({
  usage: 'keys list',
  options: {},
  positionals: [],
  input: z.object({}),
  run: ({ registry, workspace }) => listKeys(registry, workspace.id),
  print: (keys) =>
    keys.map((key) => `${key.id}  ${key.dialect}  ${key.kind}  ${key.prefix}…  ${key.name}`).join('\n') || 'There are no keys.',
});
