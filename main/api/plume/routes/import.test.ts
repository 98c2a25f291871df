import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, type PlumeTest, plumeTest } from '../testing.ts';

let plume: PlumeTest;
beforeAll(async () => {
  plume = await plumeTest();
});
afterAll(() => plume.close());

describe('an import', () => {
  const upload = (list: string, payload: string | Buffer, headers: Record<string, string> = {}, query = '') =>
    plume.ask('POST', `/api/lists/${list}/import${query}`, payload, { 'content-type': 'text/csv', ...headers });

  it('brings people of other lists into this one, and skips who is in it already', async () => {
    const [first, second] = [await plume.aList(), await plume.aList()];
    expect((await upload(first, 'email,name\nOne@x.example,One\ntwo@x.example,Two\n')).json()).toMatchObject({
      Imported: 2,
      Skipped: 0,
      Failed: 0,
    });
    expect((await upload(first, 'email,name\none@x.example,Other\nthree@x.example,\n,Nobody\n')).json()).toMatchObject({
      Imported: 1,
      Skipped: 2,
      Failed: 0,
    });
    expect((await upload(second, 'email\none@x.example\n')).json()).toMatchObject({ Imported: 1, Skipped: 0 });
    const people = (await plume.ask('GET', `/api/lists/${first}/subscribers`)).json();
    expect(people.map(({ email, name }: { email: string; name: string }) => [email, name])).toEqual([
      ['one@x.example', 'One'],
      ['two@x.example', 'Two'],
      ['three@x.example', ''],
    ]);
    expect(people[0].lists).toHaveLength(2);
  });

  it('is read whatever type the body claims to have and whatever its encoding is', async () => {
    const list = await plume.aList();
    const windows = Buffer.from('E-Mail;Name\nzoe@x.example;Zo\u00eb M\u00fcller\n', 'latin1');
    expect((await upload(list, windows, { 'content-type': 'application/x-www-form-urlencoded' })).json()).toMatchObject({
      Imported: 1,
    });
    expect((await plume.ask('GET', `/api/lists/${list}/subscribers`)).json()).toMatchObject([
      { email: 'zoe@x.example', name: 'Zoë Müller' },
    ]);
  });

  it('makes nobody active by a column of the file unless their consent is stated', async () => {
    const [without, stated] = [await plume.aList(), await plume.aList()];
    const file = (part: string) => `email,status\na${part}@x.example,subscribed\nb${part}@x.example,unsubscribed\n`;
    await upload(without, file('1'));
    await upload(stated, file('2'), {}, '?consent=existing');
    const statuses = async (list: string) =>
      (await plume.ask('GET', `/api/lists/${list}/subscribers`)).json().map((one: { status: string }) => one.status);
    expect(await statuses(without)).toEqual(['pending', 'pending']);
    expect(await statuses(stated)).toEqual(['active', 'unsubscribed']);
  });

  it('says what is wrong with the file', async () => {
    const list = await plume.aList();
    const says = async (payload: string | Buffer, headers?: Record<string, string>, query?: string) => {
      const answer = await upload(list, payload, headers, query);
      return [answer.statusCode, errorOf(answer)];
    };
    expect(await says('')).toEqual([400, expect.stringMatching(/missing|empty/)]);
    expect(await says('name,city\nAnna,Rome\n')).toEqual([400, "CSV must have an 'email' column"]);
    expect(await says('anna@x.example,Anna\n')).toEqual([400, "CSV must have an 'email' column"]);
    expect(
      await says('--x\r\nContent-Disposition: form-data; name="other"\r\n\r\n1\r\n--x--\r\n', {
        'content-type': 'multipart/form-data; boundary=x',
      }),
    ).toEqual([400, "missing 'file' upload"]);
    expect(await says('--x\r\nbroken', { 'content-type': 'multipart/form-data; boundary=x' })).toEqual([400, expect.any(String)]);
    expect(await says('email\na@x.example', {}, '?consent=maybe')).toEqual([400, expect.stringContaining('consent')]);
    expect((await upload('x', 'email\na@x.example')).statusCode).toBe(404);
    expect(readdirSync(join(plume.workspace.folder, 'uploads'))).toEqual([]);
  });
});
