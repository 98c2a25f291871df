import { afterEach, expect, test } from 'vitest';
import { workspaceDb } from '../../db/testing.ts';
import { enqueueOne } from '../delivery.ts';
import { memorySecrets, smtpTransport } from '../testing.ts';
import { createMarks } from './marks.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(() => {
  for (const end of cleanUp.splice(0)) end();
});

test('a mark is read back, also in capitals, and no other installation can make one', () => {
  const marks = createMarks(memorySecrets());
  const mark = marks.mark(123_456);
  expect(mark).toMatch(/^[0-9a-z-]+$/);
  expect(marks.readMark(mark.toUpperCase())).toBe(123_456);
  expect(createMarks(memorySecrets()).readMark(mark)).toBeNull();
  expect(marks.readMark(mark.replace(/^./, '9'))).toBeNull();
});

test('a bounce to the return path names its message', () => {
  const marks = createMarks(memorySecrets());
  const path = marks.returnPath(7, 'bounces@Hearth.example');
  expect(path).toMatch(/^bounces\+7-[0-9a-f]{20}@hearth\.example$/);
  expect(marks.readReturnPath(`<${path}>`)).toBe(7);
  expect(marks.readReturnPath('bounces@hearth.example')).toBeNull();
  expect(marks.readReturnPath('bounces+7-00000000000000000000@hearth.example')).toBeNull();
});

test('the Message-ID of a message is known again, one that was made up is not', async () => {
  const { db, close } = await workspaceDb();
  cleanUp.push(close);
  const transport = smtpTransport(db, { port: 1 });
  const at = { kind: 'test', contactId: null, content: '', now: 1000 } as const;
  const id = enqueueOne(db, { ...at, transportId: transport.id, email: 'Anna@example.com' });
  const marks = createMarks(memorySecrets());
  const header = marks.messageIdHeader({ id, createdAt: 1000, emailKey: 'anna@example.com' }, 'news@rye.example');
  expect(marks.readMessageIdHeader(db, header)).toBe(id);
  expect(marks.readMessageIdHeader(db, header.slice(1, -1))).toBe(id);
  expect(marks.readMessageIdHeader(db, header.replace('.', '.A').replace(/.@/, '@'))).toBeNull();
});
