import { openApp } from './app.ts';
import { DomainError, factsOf, messageOf } from './base/errors.ts';
import { keyFileSeal } from './base/file-secrets.ts';
import { createLogger } from './base/logger.ts';
import { defaultDataFolder, paths } from './base/paths.ts';
import { askOwner, type Order, parseCommand, printed, usage } from './cli/cli.ts';
import { findOwner } from './db/db.ts';

/** The words that every command takes, apart from those that are the command's own. */
function split(argv: readonly string[]) {
  const rest: string[] = [];
  const common = { data: defaultDataFolder(), workspace: undefined as string | undefined, json: false, help: false };
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    const [name, inline] = word.split(/=(.*)/s, 2);
    const value = () => {
      const given = inline ?? argv[++index];
      if (given === undefined) throw new DomainError('invalid', 'usage', `${name} needs a value.\n${usage()}`);
      return given;
    };
    if (name === '--data') common.data = value();
    else if (name === '--workspace') common.workspace = value();
    else if (word === '--json') common.json = true;
    else if (word === '--help' || word === '-h') common.help = true;
    else rest.push(word);
  }
  return { ...common, argv: rest };
}

async function main(): Promise<void> {
  const { data, workspace, json, help, argv } = split(process.argv.slice(2));
  if (help) return void process.stdout.write(`${usage()}\n`);
  // Read here first: wrong usage is answered without opening or asking anything. npm says where it was called from.
  const order = parseCommand(argv, process.env['INIT_CWD'] ?? process.cwd());
  const result = await run(data, order, workspace);
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${printed(order.name, result)}\n`);
}

/** In the app where one runs on this data; otherwise here. */
async function run(data: string, order: Order, workspace: string | undefined): Promise<unknown> {
  const owner = findOwner(data);
  try {
    const app = await openApp({
      dataFolder: data,
      logger: createLogger({ level: 'warn' }),
      seal: keyFileSeal(paths(data).keyFile),
      rendererFolder: '',
      desktop: false,
      listen: false,
    });
    try {
      return await app.command(order, workspace);
    } finally {
      await app.close();
    }
  } catch (error) {
    const owned = error instanceof DomainError && error.code === 'app.owned';
    const running = owned ? (owner ?? findOwner(data)) : null;
    if (!running) throw error;
    return askOwner(running, order, workspace);
  }
}

main().catch((error: unknown) => {
  const facts = factsOf(error) ?? { code: 'internal', message: messageOf(error) };
  process.stderr.write(`${JSON.stringify({ code: facts.code, message: facts.message })}\n`);
  process.exitCode = facts.code === 'usage' ? 2 : 1;
});
