import { expect, it } from 'vitest';
import { migratedWorkspace } from '../../db/testing.ts';
import { listTransports } from '../../delivery/delivery.ts';
import { smtpTransport } from '../../delivery/testing.ts';
import { saveSource, sourceOf } from './sources.store.ts';

it('is added to a workspace of the version before, whose rows stay', async () => {
  let id = 0;
  const { db, close } = await migratedWorkspace(85, (before) => {
    ({ id } = smtpTransport(before, { port: 25 }));
  });
  expect(listTransports(db)).toMatchObject([{ id, name: 'Test server' }]);
  expect(sourceOf(db, id)).toBeNull();
  saveSource(db, { transportId: id, topicArn: '', queueUrl: '', region: '', endpoint: '', path: 'p' });
  expect(sourceOf(db, id)).toMatchObject({ path: 'p', subscribedAt: null });
  close();
});
