import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

/** What a snippet was answered. */
export type Answer = { status: number; body: unknown };
export const languages = ['sh', 'js', 'py'] as const;
export type Language = (typeof languages)[number];

type Given = { folder: string; key: string; variables: Readonly<Record<string, string>> };
type Interpreter = {
  program: string;
  isThere: boolean;
  run: (snippet: string, given: Given) => Promise<Answer>;
};

const works = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const answer = z.object({ status: z.number(), body: z.unknown() });

async function execute(program: string, args: readonly string[], { folder, key }: Given): Promise<string> {
  const env = { ...process.env, PULSEMAIL_KEY: key, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(program, args, { cwd: folder, env, timeout: 20_000 });
  return stdout;
}

const lastLine = (text: string): Answer => answer.parse(JSON.parse(text.trim().split('\n').at(-1) ?? ''));

/** What stands around a snippet only says what it was answered, and gives it the names that it takes for known. */
const WATCHED_FETCH = `
const plain = globalThis.fetch;
globalThis.fetch = async (...asked) => {
  const answer = await plain(...asked);
  const text = await answer.clone().text();
  process.stdout.write(JSON.stringify({ status: answer.status, body: text === '' ? null : JSON.parse(text) }) + '\\n');
  return answer;
};
`;

const WATCHED_REQUESTS = `
import json, os, sys, uuid
sys.path.append(${JSON.stringify(join(import.meta.dirname, 'stand-in'))})
import requests
def watched(ask):
    def asked(*args, **kwargs):
        answer = ask(*args, **kwargs)
        print(json.dumps({"status": answer.status_code, "body": answer.json() if answer.text else None}))
        return answer
    return asked
requests.get, requests.post = watched(requests.get), watched(requests.post)
`;

const WATCHED_CURL = `
set -e
curl() { command curl --silent --show-error --write-out '\\n%{http_code}' "$@"; }
command -v uuidgen > /dev/null || uuidgen() { cat /proc/sys/kernel/random/uuid; }
`;

const hasRequests = works('python3', '-c', 'import requests');

export const interpreters: Record<Language, Interpreter> = {
  sh: {
    program: 'curl',
    isThere: works('bash', '-c', 'curl --version'),
    run: async (snippet, given) => {
      const out = await execute('bash', ['-c', WATCHED_CURL + snippet], given);
      const at = out.lastIndexOf('\n');
      const text = out.slice(0, at);
      return { status: Number(out.slice(at + 1)), body: text === '' ? null : JSON.parse(text) };
    },
  },
  js: {
    program: 'fetch of Node',
    isThere: true,
    run: async (snippet, given) => {
      const file = join(given.folder, 'snippet.mjs');
      // What the snippet declares itself is not declared around it.
      const names = Object.entries(given.variables).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
      writeFileSync(file, `${WATCHED_FETCH}${names.join('\n')}\n{\n${snippet}}\n`);
      return lastLine(await execute(process.execPath, [file], given));
    },
  },
  py: {
    program: hasRequests ? 'requests of Python' : 'Python, with a stand-in for requests, which is not installed here',
    isThere: works('python3', '--version'),
    run: async (snippet, given) => {
      const file = join(given.folder, 'snippet.py');
      const names = Object.entries(given.variables).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
      writeFileSync(file, `${WATCHED_REQUESTS}${names.join('\n')}\n${snippet}`);
      return lastLine(await execute('python3', [file], given));
    },
  },
};
