import { z } from 'zod';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

const role = z.enum(['owner', 'admin', 'editor', 'viewer']);
type Row = { id: string; email: string; name: string; role: string; passwordHash: string; createdAt: number };

const columns = sql`id, email, name, role, password_hash AS passwordHash, created_at AS createdAt`;
const parse = (row: Row) => ({ ...row, role: role.parse(row.role) });
export type StoredUser = ReturnType<typeof parse>;

const one = (row: Row | undefined): StoredUser | null => (row ? parse(row) : null);

export const userById = (registry: ReadDb, id: string) =>
  one(registry.get<Row>(sql`/* users.byId */ SELECT ${columns} FROM users WHERE id = ${id}`));
export const userByEmail = (registry: ReadDb, email: string) =>
  one(registry.get<Row>(sql`/* users.byEmail */ SELECT ${columns} FROM users WHERE email = ${email}`));
export const firstOwner = (registry: ReadDb) =>
  one(
    registry.get<Row>(sql`/* users.owner */ SELECT ${columns} FROM users WHERE role = 'owner' ORDER BY created_at, id LIMIT 1`),
  );

export function insertUser(registry: WriteDb, user: StoredUser): void {
  registry.run(sql`/* users.insert */
    INSERT INTO users (id, email, name, role, password_hash, created_at)
    VALUES (${user.id}, ${user.email}, ${user.name}, ${user.role}, ${user.passwordHash}, ${user.createdAt})`);
}

export function updateUser(registry: WriteDb, user: { id: string; email: string; name: string }): void {
  registry.run(sql`/* users.update */ UPDATE users SET email = ${user.email}, name = ${user.name} WHERE id = ${user.id}`);
}

export function updatePassword(registry: WriteDb, id: string, hash: string): void {
  registry.run(sql`/* users.password */ UPDATE users SET password_hash = ${hash} WHERE id = ${id}`);
}
