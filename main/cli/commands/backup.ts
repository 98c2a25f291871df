import { z } from 'zod';
import { backUp, restore } from '../backup.ts';
import { defineCommand } from '../command.ts';

export const backupCommand = defineCommand({
  usage: 'backup FILE',
  options: {},
  positionals: ['file'],
  paths: ['file'],
  input: z.object({ file: z.string().min(1) }),
  run: ({ workspace }, { file }) => backUp({ workspace, file }),
  print: ({ file, bytes }) => `${bytes.toLocaleString('en')} bytes were written to ${file}.`,
});

export const restoreCommand = defineCommand({
  usage: 'restore FILE',
  options: {},
  positionals: ['file'],
  paths: ['file'],
  input: z.object({ file: z.string().min(1) }),
  run: (context, { file }) => restore({ context, file }),
  print: ({ id, name }) => `It is the workspace ${id} (${name}) now. Nothing of it is sent before you say so.`,
});
