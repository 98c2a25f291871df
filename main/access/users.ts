import { conflict, invalid, notFound } from '../base/errors.ts';
import { kept, type ReadDb, type WriteDb } from '../db/db.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { endSessionsOf } from './sessions.store.ts';
import { firstOwner, type StoredUser, updatePassword, updateUser, userByEmail, userById } from './users.store.ts';

export type User = {
  id: string;
  email: string;
  name: string;
  role: 'owner' | 'admin' | 'editor' | 'viewer';
  /** Without one nobody can log in as this user. */
  hasPassword: boolean;
};

const SHORTEST = 8;
const LONGEST = 200;

export function ownerOf(registry: ReadDb): User {
  const owner = kept(registry, { name: 'owner', of: ['users'] }, () => firstOwner(registry));
  if (!owner) throw notFound('users.no-owner', 'This data folder has no owner yet.');
  return shown(owner);
}

export function changeUser(registry: WriteDb, facts: { id: string; email?: string; name?: string }): User {
  const user = requireUser(registry, facts.id);
  const email = facts.email === undefined ? user.email : cleanEmail(facts.email);
  const taken = userByEmail(registry, email);
  if (taken && taken.id !== user.id) throw conflict('users.email-taken', 'Somebody else already uses this address.');
  const changed = { ...user, email, name: facts.name?.trim() ?? user.name };
  updateUser(registry, changed);
  return shown(changed);
}

/** Sets the password and ends every session that the old one had opened. */
export async function setPassword(registry: WriteDb, facts: { userId: string; password: string }): Promise<void> {
  requireUser(registry, facts.userId);
  if (facts.password.length < SHORTEST)
    throw invalid('users.password-short', `A password needs at least ${SHORTEST} characters.`, { password: 'is too short' });
  if (facts.password.length > LONGEST)
    throw invalid('users.password-long', 'This password is too long.', { password: 'is too long' });
  const hash = await hashPassword(facts.password);
  registry.transaction(() => {
    updatePassword(registry, facts.userId, hash);
    endSessionsOf(registry, facts.userId);
  });
}

/** The user with this address and password, or null; it takes the same time whichever of the two was wrong. */
export async function verifyLogin(registry: ReadDb, facts: { email: string; password: string }): Promise<User | null> {
  const user = userByEmail(registry, cleanEmail(facts.email));
  const matches = await passwordMatches(facts.password.slice(0, LONGEST + 1), user?.passwordHash ?? '');
  return user && matches ? shown(user) : null;
}

export function requireUser(registry: ReadDb, id: string): StoredUser {
  const user = userById(registry, id);
  if (!user) throw notFound('users.unknown', 'There is no such user.');
  return user;
}

export const shown = ({ id, email, name, role, passwordHash }: StoredUser): User => ({
  id,
  email,
  name,
  role,
  hasPassword: passwordHash !== '',
});

const cleanEmail = (email: string) => email.trim().toLowerCase();
