import { parseArgs } from 'node:util';
import { invalid, messageOf } from '../base/errors.ts';
import type { Command, CommandContext } from './command.ts';
import { address, publicAddress } from './commands/address.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { doctor } from './commands/doctor.ts';
import { importCommand } from './commands/import.ts';
import { keysCreate, keysList } from './commands/keys.ts';
import { reportCommand } from './commands/report.ts';
import { sendCommand } from './commands/send.ts';
import { transportInbox, transportSes, transportSmtp } from './commands/transport.ts';

export { askOwner } from './ask-owner.ts';
export type { CommandContext } from './command.ts';

/** Every command by its words. */
const commands: Record<string, Command> = {
  address,
  'keys create': keysCreate,
  'keys list': keysList,
  import: importCommand,
  'transport smtp': transportSmtp,
  'transport ses': transportSes,
  'transport inbox': transportInbox,
  'public-address': publicAddress,
  send: sendCommand,
  report: reportCommand,
  backup: backupCommand,
  restore: restoreCommand,
  doctor,
};

export const usage = (): string => ['Usage: letterpress COMMAND [--data DIR] [--workspace ID] [--json]', '', ...Object.values(commands).map((command) => `  ${command.usage}`)].join('\n');

/** A command with its input read from words; wrong words throw `usage`. */
export type ParsedCommand = { name: string; command: Command; input: unknown };

export function parseCommand(argv: readonly string[]): ParsedCommand {
  const name = [argv.slice(0, 2).join(' '), argv[0] ?? ''].find((words) => Object.hasOwn(commands, words));
  const command = name === undefined ? undefined : commands[name];
  if (name === undefined || !command) throw invalid('usage', `${argv[0] ? `There is no command "${argv[0]}".` : 'Which command?'}\n${usage()}`);
  const wrong = (reason: string) => invalid('usage', `${reason}\nUsage: letterpress ${command.usage}`);
  let read: { values: Record<string, unknown>; positionals: string[] };
  try {
    read = parseArgs({ args: argv.slice(name.split(' ').length), options: command.options, allowPositionals: true });
  } catch (error) {
    throw wrong(messageOf(error));
  }
  if (read.positionals.length > command.positionals.length) throw wrong(`What is "${read.positionals.at(-1)}"?`);
  const named = Object.fromEntries(command.positionals.map((key, index) => [key, read.positionals[index]]));
  const input = command.input.safeParse({ ...read.values, ...named });
  if (input.success) return { name, command, input: input.data };
  const [issue] = input.error.issues;
  throw wrong(`${issue?.path.join('.')}: ${issue?.message}`);
}

/** Runs a command where the data is open. */
export async function runCommand(context: CommandContext, argv: readonly string[]): Promise<unknown> {
  const { command, input } = parseCommand(argv);
  return command.run(context, input);
}
