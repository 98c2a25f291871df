import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { invalid, messageOf } from '../base/errors.ts';
import type { Command, CommandContext } from './command.ts';
import { address, publicAddress } from './commands/address.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { doctor } from './commands/doctor.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { keysCreate, keysList } from './commands/keys.ts';
import { reportCommand } from './commands/report.ts';
import { sendCommand } from './commands/send.ts';
import { transportCheck, transportInbox, transportList, transportSes, transportSmtp } from './commands/transport.ts';
import type { Order } from './order.ts';

export { askOwner } from './ask-owner.ts';
export { addressFacts } from './commands/address.ts';
export type { Order } from './order.ts';

/** Every command by its words. */
const commands: Record<string, Command> = {
  address,
  'keys create': keysCreate,
  'keys list': keysList,
  import: importCommand,
  export: exportCommand,
  'transport smtp': transportSmtp,
  'transport ses': transportSes,
  'transport inbox': transportInbox,
  'transport list': transportList,
  'transport check': transportCheck,
  'public-address': publicAddress,
  send: sendCommand,
  report: reportCommand,
  backup: backupCommand,
  restore: restoreCommand,
  doctor,
};

export const usage = (): string =>
  [
    'Usage: letterpress COMMAND [--data DIR] [--workspace ID] [--json]',
    '',
    ...Object.values(commands).map((command) => `  ${command.usage}`),
  ].join('\n');

/** Reads a command from words, with its paths made absolute; wrong words throw `usage`. */
export function parseCommand(argv: readonly string[], folder: string): Order {
  const name = [argv.slice(0, 2).join(' '), argv[0] ?? ''].find((words) => Object.hasOwn(commands, words));
  if (name === undefined)
    throw invalid('usage', `${argv[0] ? `There is no command "${argv[0]}".` : 'Which command?'}\n${usage()}`);
  const command = commandOf(name);
  const wrong = (reason: string) => invalid('usage', `${reason}\nUsage: letterpress ${command.usage}`);
  let read: { values: Record<string, unknown>; positionals: string[] };
  try {
    read = parseArgs({ args: argv.slice(name.split(' ').length), options: command.options, allowPositionals: true });
  } catch (error) {
    throw wrong(messageOf(error));
  }
  if (read.positionals.length > command.positionals.length) throw wrong(`What is "${read.positionals.at(-1)}"?`);
  const named = Object.fromEntries(command.positionals.map((key, index) => [key, read.positionals[index]]));
  const given: Record<string, unknown> = { ...read.values, ...named };
  const input = command.input.safeParse(given);
  if (!input.success) {
    const [issue] = input.error.issues;
    throw wrong(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  // The process that runs it may have another working folder.
  for (const key of command.paths ?? []) given[key] = resolve(folder, String(given[key]));
  return { name, input: given };
}

/** Runs a command where the data is open. */
export async function runCommand(context: CommandContext, { name, input }: Order): Promise<unknown> {
  const command = commandOf(name);
  return command.run(context, command.input.parse(input));
}

/** What a command answered, as a person reads it. */
export const printed = (name: string, result: unknown): string => commandOf(name).print(result as never);

function commandOf(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw invalid('usage', `There is no command "${name}".\n${usage()}`);
  return command;
}
