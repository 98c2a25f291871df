import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialect } from '#shared/schema/words.ts';
import type { WriteDb } from '../db/db.ts';
import {
  allows,
  changeUser,
  createKey,
  createSession,
  createWorkspace,
  endSession,
  findKey,
  findSession,
  lastUsedWorkspace,
  listKeys,
  listWorkspaces,
  looksLikeKeyOf,
  moveSession,
  noteWorkspaceUse,
  ownerOf,
  prepareRegistry,
  removeKey,
  renameWorkspace,
  SESSION_MS,
  setPassword,
  verifyLogin,
} from './access.ts';
import { testRegistry } from './testing.ts';

let registry: WriteDb;
let workspaceId: string;
let folder: string;
let close: () => void;
beforeEach(async () => {
  ({ registry, workspaceId, folder, close } = await testRegistry());
});
afterEach(() => close());

describe('the first start', () => {
  it('makes one workspace and one owner without a password, once', () => {
    expect(listWorkspaces(registry)).toMatchObject([{ id: workspaceId, name: 'My workspace' }]);
    expect(ownerOf(registry)).toMatchObject({ role: 'owner', hasPassword: false });
    expect(prepareRegistry(registry)).toEqual({ workspaceId, first: false });
    expect(listWorkspaces(registry)).toHaveLength(1);
  });
});

describe('workspaces', () => {
  it('are listed with the oldest first and can be renamed', () => {
    const second = createWorkspace(registry, { name: '  Gallery ', now: Date.now() + 5 });
    renameWorkspace(registry, { id: workspaceId, name: 'Bakery' });
    expect(listWorkspaces(registry).map(({ name }) => name)).toEqual(['Bakery', 'Gallery']);
    expect(second.name).toBe('Gallery');
  });

  it('remember which was used last; before any was, it is the oldest', () => {
    const second = createWorkspace(registry, { name: 'Gallery', now: Date.now() + 5 });
    expect(lastUsedWorkspace(registry).id).toBe(workspaceId);
    noteWorkspaceUse(registry, { id: second.id, now: 1000 });
    expect(lastUsedWorkspace(registry).id).toBe(second.id);
    noteWorkspaceUse(registry, { id: workspaceId, now: 2000 });
    expect(lastUsedWorkspace(registry).id).toBe(workspaceId);
    expect(() => noteWorkspaceUse(registry, { id: 'nope' })).toThrow('no such workspace');
  });

  it('cannot be nameless, and an unknown one cannot be renamed', () => {
    expect(() => createWorkspace(registry, { name: ' ' })).toThrow('needs a name');
    expect(() => renameWorkspace(registry, { id: 'nope', name: 'x' })).toThrow('no such workspace');
  });
});

describe('keys', () => {
  it('look like those of their dialect', () => {
    const made = dialect.options.map((name) => createKey(registry, { workspaceId, dialect: name }).key);
    expect(made[0]).toMatch(/^plume_[\w-]{32}$/);
    expect(made[1]).toMatch(/^sk_[0-9a-f]{64}$/);
    expect(made[2]).toMatch(/^sk_[0-9a-f]{64}$/);
    expect(made[3]).toMatch(/^pk_live_[0-9a-f]{32}$/);
    expect(made[4]).toMatch(/^[A-Za-z0-9]{60}$/);
    expect(made.map(looksLikeKeyOf)).toEqual([
      ['plume'],
      ['plunk', 'plunk-classic'],
      ['plunk', 'plunk-classic'],
      ['pulsemail'],
      ['emailflow'],
    ]);
    expect(createKey(registry, { workspaceId, dialect: 'plunk', kind: 'public' }).key).toMatch(/^pk_[0-9a-f]{64}$/);
    expect(() => createKey(registry, { workspaceId, dialect: 'plume', kind: 'public' })).toThrow('no public keys');
  });

  it('are found by their text and never kept', () => {
    const { id, key } = createKey(registry, { workspaceId, dialect: 'plume', name: 'Shop', scopes: ['read', 'read'] });
    expect(findKey(registry, key)).toEqual({ id, workspaceId, dialect: 'plume', kind: 'secret', scopes: ['read'] });
    expect(listKeys(registry, workspaceId)).toMatchObject([{ id, name: 'Shop', prefix: key.slice(0, 14) }]);
    const bytes = ['registry.db', 'registry.db-wal'].map((name) => readFileSync(join(folder, name)).toString('latin1')).join('');
    expect(bytes).toContain(key.slice(0, 14));
    expect(bytes).not.toContain(key.slice(0, 16));
  });

  it('are not found when they differ, are empty, too long or removed', () => {
    const { id, key } = createKey(registry, { workspaceId, dialect: 'plume' });
    expect(findKey(registry, `${key.slice(0, -1)}!`)).toBeNull();
    expect(findKey(registry, '')).toBeNull();
    expect(findKey(registry, 'x'.repeat(100_000))).toBeNull();
    expect(removeKey(registry, { workspaceId: 'another', id })).toBe(false);
    expect(removeKey(registry, { workspaceId, id })).toBe(true);
    expect(findKey(registry, key)).toBeNull();
  });

  it('note their last use at most once a minute', () => {
    const { key } = createKey(registry, { workspaceId, dialect: 'plume' });
    const used = () => listKeys(registry, workspaceId)[0]?.lastUsedAt;
    findKey(registry, key, 100_000);
    findKey(registry, key, 159_999);
    expect(used()).toBe(100_000);
    findKey(registry, key, 160_000);
    expect(used()).toBe(160_000);
  });

  it('allow what their scopes say, and reading to whoever may write or send', () => {
    expect(allows(['admin'], 'send')).toBe(true);
    expect(allows(['write'], 'read')).toBe(true);
    expect(allows(['send'], 'write')).toBe(false);
    expect(allows(['write'], 'send')).toBe(false);
    expect(allows([], 'read')).toBe(false);
  });
});

describe('log-in', () => {
  it('needs a password to be set, and then the right one', async () => {
    const { id } = changeUser(registry, { id: ownerOf(registry).id, email: ' Anna@Example.com ' });
    expect(await verifyLogin(registry, { email: 'anna@example.com', password: '' })).toBeNull();
    await setPassword(registry, { userId: id, password: 'correct horse' });
    expect(await verifyLogin(registry, { email: 'ANNA@example.com ', password: 'correct horse' })).toMatchObject({
      id,
      hasPassword: true,
    });
    expect(await verifyLogin(registry, { email: 'anna@example.com', password: 'wrong horse' })).toBeNull();
    expect(await verifyLogin(registry, { email: 'bob@example.com', password: 'correct horse' })).toBeNull();
  });

  it('refuses passwords that are too short', async () => {
    await expect(setPassword(registry, { userId: ownerOf(registry).id, password: 'short' })).rejects.toThrow('at least 8');
  });
});

describe('sessions', () => {
  it('last thirty days and can be ended', () => {
    const { id } = ownerOf(registry);
    const token = createSession(registry, { userId: id, workspaceId, now: 1000 });
    expect(findSession(registry, token, 1000 + SESSION_MS - 1)).toMatchObject({ workspaceId, user: { id } });
    expect(findSession(registry, token, 1000 + SESSION_MS)).toBeNull();
    expect(findSession(registry, `${token}x`, 1000)).toBeNull();
    endSession(registry, token);
    expect(findSession(registry, token, 1000)).toBeNull();
  });

  it('can be moved to another workspace, alone and only while they last', () => {
    const { id } = ownerOf(registry);
    const second = createWorkspace(registry, { name: 'Gallery' });
    const open = () => createSession(registry, { userId: id, workspaceId, now: 1000 });
    const [moved, other] = [open(), open()];
    moveSession(registry, { secret: moved, workspaceId: second.id, now: 1000 });
    expect(findSession(registry, moved, 1000)?.workspaceId).toBe(second.id);
    expect(findSession(registry, other, 1000)?.workspaceId).toBe(workspaceId);
    const late = { secret: other, workspaceId: second.id, now: 1000 + SESSION_MS };
    expect(() => moveSession(registry, late)).toThrow('over');
    expect(() => moveSession(registry, { secret: other, workspaceId: 'nope', now: 1000 })).toThrow('no such workspace');
  });

  it('end when the password changes', async () => {
    const { id } = ownerOf(registry);
    const token = createSession(registry, { userId: id, workspaceId });
    await setPassword(registry, { userId: id, password: 'a new password' });
    expect(findSession(registry, token)).toBeNull();
  });
});
