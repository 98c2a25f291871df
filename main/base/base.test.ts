import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../db/testing.ts';
import { createChanges } from './changes.ts';
import { createFileSecrets, keyFileSeal } from './file-secrets.ts';
import { newId, sameSecret, signature, token } from './ids.ts';
import { createLogger } from './logger.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

describe('ids', () => {
  it('are sixteen letters, never the same, and grow with time', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => newId(1_700_000_000_000 + index));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[0-9a-z]{16}$/.test(id))).toBe(true);
    expect([...ids].sort()).toEqual(ids);
  });

  it('of secrets are long, and a signature belongs to its key and its text', () => {
    expect(token()).toMatch(/^[\w-]{43}$/);
    const signed = signature('key', 'open:1');
    expect(sameSecret(signed, signature('key', 'open:1'))).toBe(true);
    for (const other of [signature('key', 'open:2'), signature('other', 'open:1'), '', signed.slice(1)])
      expect(sameSecret(signed, other)).toBe(false);
  });
});

describe('secrets in browser mode', () => {
  const open = () => createFileSecrets({ file: join(folder, 'secrets.json'), seal: keyFileSeal(join(folder, 'secrets.key')) });

  it('survive a restart, readable with the key file alone', () => {
    open().set('transport:1', 'swordfish');
    expect(open().get('transport:1')).toBe('swordfish');
    expect(open().get('toString')).toBeNull();
    const stored = readFileSync(join(folder, 'secrets.json'), 'utf8');
    expect(stored).not.toContain('swordfish');
    open().remove('transport:1');
    expect(open().get('transport:1')).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('lie in files that only their owner may read', () => {
    open().set('a', 'b');
    for (const name of ['secrets.json', 'secrets.key']) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  });

  it('that somebody changed are refused, not read as something else', () => {
    open().set('a', 'swordfish');
    const stored = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as Record<string, string>;
    const bytes = Buffer.from(stored['a'] ?? '', 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ a: bytes.toString('base64') }));
    expect(() => open().get('a')).toThrow();
  });
});

describe('the log', () => {
  it('hides whatever sounds like a secret, however deep it sits', () => {
    const lines: string[] = [];
    const log = createLogger({ write: (line) => lines.push(line) });
    log.info('connected', {
      host: 'mail.example',
      auth: { user: 'anna', pass: 'swordfish' },
      headers: [{ Authorization: 'Bearer swordfish' }],
      apiKey: 'swordfish',
    });
    expect(lines.join('')).not.toContain('swordfish');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', message: 'connected', host: 'mail.example' });
  });

  it('leaves out what is below its level', () => {
    const lines: string[] = [];
    const log = createLogger({ write: (line) => lines.push(line), level: 'warn' });
    log.info('small talk');
    log.error('trouble', { error: new Error('why') });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('why');
  });
});

it('tells of changes until somebody stops listening', () => {
  const changes = createChanges();
  const heard: string[] = [];
  const stop = changes.subscribe((topics) => heard.push(...topics));
  changes.announce('contacts', 'lists');
  stop();
  changes.announce('sends');
  expect(heard).toEqual(['contacts', 'lists']);
});
