import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type App, openApp } from './app.ts';
import { DomainError, factsOf, messageOf } from './base/errors.ts';
import { keyFileSeal } from './base/file-secrets.ts';
import { createLogger } from './base/logger.ts';
import { defaultDataFolder, paths } from './base/paths.ts';
import { addressFacts, askOwner } from './cli/cli.ts';
import { findOwner } from './db/db.ts';

const port = z.coerce.number().int().min(0).max(65535).optional();
const shape = z.object({
  data: z.string().min(1).default(defaultDataFolder()),
  port,
  'public-port': port,
  open: z.boolean().default(true),
  json: z.boolean().default(false),
});
type Options = z.output<typeof shape>;

/** Browser mode: the app without Electron. */
async function main(options: Options): Promise<void> {
  const app = await open(options);
  if (!app) return handOver(options);
  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      app.close().then(() => process.exit(0), fail);
    });
  }
  announce(options, { url: app.url, publicUrl: app.publicUrl, pid: process.pid });
}

/** Null where another process has the data. */
async function open(options: Options): Promise<App | null> {
  try {
    return await openApp({
      dataFolder: options.data,
      logger: createLogger({ level: 'warn' }),
      seal: keyFileSeal(paths(options.data).keyFile),
      rendererFolder: join(import.meta.dirname, '../renderer'),
      desktop: false,
      port: options.port,
      publicPort: options['public-port'],
      listen: true,
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'app.owned') return null;
    throw error;
  }
}

async function handOver(options: Options): Promise<void> {
  const owner = findOwner(options.data);
  if (!owner) throw new DomainError('busy', 'app.owned', 'Letterpress is already starting with this data.');
  process.stderr.write(`Letterpress is already running with this data (process ${owner.pid}).\n`);
  announce(options, addressFacts.parse(await askOwner(owner, { name: 'address', input: {} })));
}

function announce(options: Options, facts: { url: string; publicUrl: string; pid: number }): void {
  process.stdout.write(options.json ? `${JSON.stringify({ ready: true, ...facts })}\n` : `Letterpress is open at ${facts.url}\n`);
  if (options.open) openBrowser(facts.url);
}

/** Shows the address in the user's browser; where there is no display, the printed line has to do. */
function openBrowser(url: string): void {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
  const openers: Partial<Record<NodeJS.Platform, [string, string[]]>> = {
    darwin: ['open', [url]],
    win32: ['rundll32', ['url.dll,FileProtocolHandler', url]],
  };
  const [program, args] = openers[process.platform] ?? ['xdg-open', [url]];
  spawn(program, args, { stdio: 'ignore', detached: true })
    .on('error', () => process.stderr.write(`No browser could be opened; the address is ${url}\n`))
    .unref();
}

function fail(error: unknown): never {
  const facts = factsOf(error) ?? {
    code: 'internal',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
  process.stderr.write(`${JSON.stringify({ code: facts.code, message: facts.message })}\n`);
  process.exit(1);
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        'public-port': { type: 'string' },
        open: { type: 'boolean' },
        json: { type: 'boolean' },
      },
      allowNegative: true,
    });
    return shape.parse(values);
  } catch (error) {
    process.stderr.write(`${JSON.stringify({ code: 'usage', message: messageOf(error) })}\n`);
    process.exit(2);
  }
}

main(readOptions()).catch(fail);
