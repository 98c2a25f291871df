import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { ReadDb } from '../../db/db.ts';
import { personData } from './person-data.report.ts';
import { personPage } from './person-page.ts';

/** Everything that is known of a person as a zip: a page to read, and JSON for programs. */
export async function personFile(
  db: ReadDb,
  { id, now }: { id: string; now: number },
): Promise<{ fileName: string; bytes: Buffer }> {
  const data = await personData(db, { id, now });
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(personPage(data)), 'person.html');
  zip.addBuffer(Buffer.from(`${JSON.stringify(data, null, 2)}\n`), 'person.json');
  zip.end();
  const name = data.person.email.replace(/[^\p{L}\p{N}@._+-]+/gu, '-');
  return { fileName: `${name}.zip`, bytes: await buffer(zip.outputStream) };
}
