import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/db.ts';
import { hasMoreRows } from './csv-rows.ts';
import { bearer, errorOf, idOf, NONE, type PulseTest, pulseTest } from './testing.ts';

let test: PulseTest;
beforeAll(async () => {
  test = await pulseTest();
});
afterAll(() => test.close());

const get = async (path: string) => (await test.ask('GET', path)).json();

const jobDone = (id: string) => expect.poll(async () => (await get(`/jobs/${id}`)).status, { timeout: 10_000 }).toBe('completed');

describe('imports', () => {
  it('take a CSV without Idempotency-Key, with the consent of a column, and say how far they are', async () => {
    const list = await test.aList();
    const text =
      'email,first_name,city,tags,consent_source\nann@example.com,Ann,Graz,vip;new,fair 2026\nbob@example.com,Bob,,,fair 2026\nnothing,,,,\n';
    const answer = await test.ask('POST', `/lists/${list}/subscribers/import`, text, {
      'content-type': 'text/csv',
      'idempotency-key': NONE,
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([202, { object: 'job', type: 'import', list_id: list }]);
    const id = idOf(answer);
    await jobDone(id);
    expect(await get(`/jobs/${id}`)).toMatchObject({ created: 2, failed: 1, progress: 100, total: 3, errors: [{ row: 4 }] });
    const { data } = await get(`/lists/${list}/subscribers`);
    expect(data).toMatchObject([
      {
        email: 'ann@example.com',
        status: 'subscribed',
        fields: { first_name: 'Ann', city: 'Graz' },
        consent_source: 'fair 2026',
      },
      { email: 'bob@example.com' },
    ]);
    expect(data[0].tags.sort()).toEqual(['new', 'vip']);
    expect((await get('/events?type=import.completed')).data).toMatchObject([{ data: { job_id: id, created: 2 } }]);
    expect((await get('/events?type=import.progress')).data.at(0)).toMatchObject({ data: { status: 'completed', processed: 3 } });
  });

  it('take JSON, need to know where consent comes from, and refuse what is none of it', async () => {
    const list = await test.aList();
    const path = `/lists/${list}/subscribers/import`;
    const good = await test.ask('POST', path, {
      subscribers: [{ email: 'cy@example.com', fields: { age: 4 } }],
      consent_source: 'desk',
    });
    expect(good.statusCode).toBe(202);
    await jobDone(idOf(good));
    expect((await get(`/lists/${list}/subscribers`)).data).toMatchObject([{ consent_source: 'desk' }]);
    const wrong: [string | Buffer, string, number][] = [
      ['email\nx@example.com', 'text/csv', 400],
      ['name\nx', 'text/csv', 400],
      ['{"subscribers": 7}', 'application/json', 400],
      ['{', 'application/json', 400],
      [Buffer.from([0xff, 0xfe, 0x41]), 'text/csv', 400],
      ['', 'text/csv', 400],
      ['email,consent_source\na@example.com,x', 'image/png', 415],
      [Buffer.alloc(26 * 1024 * 1024, 97), 'text/csv', 413],
    ];
    for (const [body, type, status] of wrong) {
      const answer = await test.ask('POST', path, body, { 'content-type': type });
      expect([type, answer.statusCode, errorOf(answer).code]).toEqual([type, status, 'invalid_request']);
    }
  });
});

describe('jobs', () => {
  const csv = { 'content-type': 'text/csv' };
  const start = async (list: string, text: string, query = '?consent_source=fair') =>
    idOf(await test.ask('POST', `/lists/${list}/subscribers/import${query}`, text, csv));

  it('tell of an import to its end: when it began, whom it made, met and refused, and why', async () => {
    const list = await test.aList();
    await test.aSubscriber(list, 'known@example.com');
    const rows = ['new@example.com,Vienna', 'known@example.com,Graz', 'not an address,Linz', ',Wels'];
    const id = await start(list, ['email,town', ...rows].join('\n'));
    await jobDone(id);
    const job = await get(`/jobs/${id}`);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(job).toEqual({
      ...{ id, job_id: id, object: 'job', type: 'import', list_id: list, status: 'completed', progress: 100 },
      ...{ total: 4, processed: 4, created: 1, updated: 0, skipped: 1, failed: 2 },
      errors: [
        { row: 4, email: '', code: 'invalid_row', message: expect.any(String) },
        { row: 5, email: '', code: 'invalid_row', message: expect.any(String) },
      ],
      ...{ created_at: time, started_at: time, completed_at: time },
    });
    const again = await start(list, ['email,town', 'known@example.com,Linz'].join('\n'), '?consent_source=fair&mode=upsert');
    await jobDone(again);
    expect(await get(`/jobs/${again}`)).toMatchObject({ created: 0, updated: 1, skipped: 0, failed: 0, errors: [] });
  });

  it('name a hundred refused rows at most', async () => {
    const id = await start(await test.aList(), ['email', ...Array.from({ length: 150 }, (_, nth) => `nobody-${nth}`)].join('\n'));
    await jobDone(id);
    const { failed, errors } = await get(`/jobs/${id}`);
    expect([failed, errors.length]).toEqual([150, 100]);
  });

  it('are walked from the newest to the oldest, whatever is begun meanwhile', async () => {
    const list = await test.aList();
    const begun: string[] = [];
    for (let nth = 0; nth < 5; nth++) begun.push(await start(list, `email\nwalk-${nth}@example.com`));
    for (const id of begun) await jobDone(id);
    const { total_estimate: all } = await get('/jobs');
    const walked: string[] = [];
    let cursor = '';
    do {
      const page = await get(`/jobs?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      walked.push(...page.data.map((one: { id: string }) => one.id));
      cursor = page.next_cursor ?? '';
      // Many more than are kept in mind of the last imports.
      if (walked.length === 2)
        test.workspace.db.run(sql`INSERT INTO imports (public_id, file_name, bytes, options, state, started_at, undo)
          SELECT 'later' || value, 'x', 0, '{}', 'finished', ${Date.now()}, '' FROM json_each(${JSON.stringify(Array.from({ length: 150 }, (_, at) => at))})`);
    } while (cursor !== '');
    expect(walked.slice(0, 5)).toEqual(begun.toReversed());
    expect([walked.length, new Set(walked).size]).toEqual([all, all]);
  });

  it('are read by a key that may read, and refuse what is no job', async () => {
    for (const [path, status] of [
      ['/jobs/job_nothing', 404],
      [`/jobs/${await test.aList()}`, 404],
      ['/jobs?limit=0', 400],
      ['/jobs?limit=201', 400],
      ['/jobs?cursor=forged', 400],
    ] as const) {
      const answer = await test.ask('GET', path);
      expect([path, answer.statusCode, errorOf(answer).code]).toEqual([
        path,
        status,
        status === 404 ? 'not_found' : 'invalid_request',
      ]);
    }
    const list = await test.aList();
    const reader = bearer(test.keyFor('pulsemail', ['read']));
    expect((await test.ask('GET', '/jobs', undefined, reader)).statusCode).toBe(200);
    const refused = await test.ask('POST', `/lists/${list}/subscribers/import`, 'email\nx@example.com', { ...csv, ...reader });
    expect([refused.statusCode, errorOf(refused).message]).toEqual([
      403,
      'This key has scope=read; import_subscribers requires scope=write.',
    ]);
  });
});

it('takes 100,000 rows and not one more, however they are quoted', async () => {
  const rows = (count: number) => `email,note\n${'a@b.example,"one\ntwo"\n'.repeat(count)}`;
  expect(await hasMoreRows(`${rows(100_000)}\n\n`, 100_000)).toBe(false);
  expect(await hasMoreRows(rows(100_001), 100_000)).toBe(true);
  const list = await test.aList();
  const path = `/lists/${list}/subscribers/import?consent_source=x`;
  const answer = await test.ask('POST', path, rows(100_001), { 'content-type': 'text/csv' });
  expect([answer.statusCode, errorOf(answer).code]).toEqual([413, 'invalid_request']);
});

it('begins an import once for one Idempotency-Key, and answers its job again', async () => {
  const list = await test.aList();
  const headers = { 'content-type': 'text/csv', 'idempotency-key': 'import-once' };
  const path = `/lists/${list}/subscribers/import?consent_source=x`;
  const first = await test.ask('POST', path, 'email\nonce@example.com', headers);
  const second = await test.ask('POST', path, 'email\nonce@example.com', headers);
  expect([second.statusCode, second.json(), second.headers['idempotency-replayed']]).toEqual([202, first.json(), 'true']);
  expect((await test.ask('POST', path, 'email\nother@example.com', headers)).statusCode).toBe(409);
  await jobDone(idOf(first));
});
