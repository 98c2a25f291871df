import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChanges } from '../main/base/changes.ts';
import { newId, signature } from '../main/base/ids.ts';
import { createLogger } from '../main/base/logger.ts';
import { openWrite, sql, type WriteDb, workspaceMigrations } from '../main/db/db.ts';
import { countByStatus, createDelivery, createSend, createTransport, enqueue, type Letters } from '../main/delivery/delivery.ts';
import { html, text } from './send-message.ts';

/** Times our own sending from the start of the loop until the send is finished; the ledger is on the disk. */
export async function sendOurs(options: { port: number; sessions: number; n: number }): Promise<{ ms: number; cpuMs: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'letterpress-bench-'));
  const logger = createLogger({ level: 'error' });
  const db = await openWrite({ file: join(folder, 'letterpress.db'), logger, migrations: workspaceMigrations, create: true });
  try {
    const secrets = { get: () => 'secret', set: () => undefined, remove: () => undefined };
    const { id: transportId } = createTransport(db, {
      transport: {
        kind: 'smtp',
        settings: { host: '127.0.0.1', port: options.port, security: 'auto', user: '' },
        password: '',
        name: 'sink',
        connections: options.sessions,
        perSecond: null,
        perDay: null,
      },
      secrets,
      now: Date.now(),
    });
    const sendId = seed(db, options.n, transportId);
    let finished: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      finished = resolve;
    });
    const delivery = createDelivery({
      db,
      clock: Date.now,
      logger,
      changes: createChanges(),
      secrets,
      letters: letters(),
      suppressions: {
        isSuppressed: (emailKey) =>
          db.value(sql`/* bench */ SELECT EXISTS (SELECT 1 FROM suppressions WHERE email_key = ${emailKey})`) === 1,
        suppress: () => undefined,
      },
      inbox: { port: () => null },
      onFinished: finished,
    });
    const cpu = process.cpuUsage();
    const start = performance.now();
    delivery.start();
    await done;
    const ms = performance.now() - start;
    const used = process.cpuUsage(cpu);
    await delivery.stop();
    const { accepted } = countByStatus(db, sendId);
    if (accepted !== options.n) throw new Error(`${accepted} of ${options.n} were accepted`);
    return { ms, cpuMs: (used.user + used.system) / 1000 };
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each message has its own greeting, its own signed tracked links, its own way to unsubscribe. */
function letters(): Letters {
  const [htmlBefore = '', ...htmlParts] = html('\0', '\0', (url) => `https://news.example/c/\0${encodeURIComponent(url)}`).split(
    '\0',
  );
  const [textBefore = '', ...textParts] = text('\0', '\0').split('\0');
  const fill = (before: string, parts: readonly string[], values: readonly string[]) =>
    parts.reduce((filled, part, index) => filled + values[index] + part, before);
  return {
    forSend: () => (recipient) => {
      const name = recipient.contact?.firstName ?? '';
      const mark = `${recipient.messageId}.${signature('key', `unsubscribe ${recipient.messageId}`)}`;
      const click = (link: number) => `${recipient.messageId}.${signature('key', `click ${recipient.messageId} ${link}`)}/`;
      const unsubscribe = `https://news.example/u/${mark}`;
      return {
        from: { name: 'News', email: 'news@test.example' },
        replyTo: '',
        subject: `${name}, your offers of this week`,
        html: fill(htmlBefore, htmlParts, [name, click(1), click(2), click(3), unsubscribe]),
        text: fill(textBefore, textParts, [name, unsubscribe]),
        headers: [
          ['List-Unsubscribe', `<${unsubscribe}>`],
          ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
        ],
        inline: [],
      };
    },
    forContent: () => {
      throw new Error('not part of this');
    },
  };
}

function seed(db: WriteDb, n: number, transportId: number): number {
  return db.transaction(() => {
    const now = Date.now();
    for (let index = 0; index < n; index++) {
      const email = `p${index}@test.example`;
      db.run(sql`/* bench */ INSERT INTO contacts (public_id, email, email_key, first_name, fields, created_at, updated_at)
        VALUES (${newId(now)}, ${email}, ${email}, ${`Anna ${index}`}, '{"city":"Ghent"}', ${now}, ${now})`);
    }
    const campaignId = db.run(sql`/* bench */ INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at)
      VALUES (${newId(now)}, 'News', '{}', '{}', ${now}, ${now})`).lastId;
    const send = createSend(db, { campaignId, transportId, content: {}, now });
    const recipients = sql`SELECT id AS contact_id, email, email_key, 'pending' AS status, '' AS reason FROM contacts`;
    enqueue(db, { sendId: send.id, transportId, recipients, now });
    return send.id;
  });
}
