import type { z } from 'zod';
import type { WriteDb } from '../db/db.ts';
import type { OpenedWorkspace } from '../workspace.ts';
import type { AddWorkspace } from '../workspaces.ts';

/** What a command works on: the opened data, in whichever process that is. */
export type CommandContext = {
  registry: WriteDb;
  /** The workspace that was named, or the first. */
  workspace: OpenedWorkspace;
  addWorkspace: AddWorkspace;
  /** Whether the app itself runs here, so that work goes on after the command. */
  running: boolean;
  address: () => { url: string; publicUrl: string; pid: number };
};

/** One command: what it takes, what it answers. `options` are Node's `parseArgs` options. */
export type Command<Input extends z.ZodType = z.ZodType> = {
  usage: string;
  options: Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>;
  /** Names of what stands without a dash, in order. */
  positionals: readonly string[];
  input: Input;
  /** Paths in the input are those of the process that was asked; the caller makes them absolute. */
  paths?: readonly string[];
  run: (context: CommandContext, input: z.output<Input>) => unknown;
  /** The answer as a person reads it. */
  print: (result: never) => string;
};

export const defineCommand = <Input extends z.ZodType, Result>(
  command: Omit<Command<Input>, 'run' | 'print'> & {
    run: (context: CommandContext, input: z.output<Input>) => Result | Promise<Result>;
    print: (result: Awaited<Result>) => string;
  },
): Command<Input> => command as Command<Input>;
