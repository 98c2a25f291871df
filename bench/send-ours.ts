import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { audience } from '#shared/rpc/campaigns.ts';
import { createChanges } from '../main/base/changes.ts';
import { newId } from '../main/base/ids.ts';
import { createLogger } from '../main/base/logger.ts';
import { createCampaign, createLetters, launchCampaign } from '../main/campaigns/campaigns.ts';
import { isSuppressed } from '../main/contacts/contacts.ts';
import { createBrand } from '../main/content/content.ts';
import { openWrite, sql, type WriteDb, workspaceMigrations } from '../main/db/db.ts';
import { countByStatus, createDelivery, createTransport, requireSend } from '../main/delivery/delivery.ts';
import { setPublicAddress } from '../main/tracking/tracking.ts';
import { createCheckpoints } from '../main/workers/checkpoints.ts';
import { html } from './send-message.ts';

const checkpointEntry = fileURLToPath(new URL('../main/workers/checkpoint-entry.ts', import.meta.url));

type Sent = { ms: number; cpuMs: number };

/**
 * Times our own sending from the start of the loop until the send is finished: a campaign that was compiled and launched
 * as the app does it, its links and openings tracked, the ledger on the disk.
 */
export async function sendOurs(options: { port: number; sessions: number; n: number }): Promise<Sent> {
  const folder = mkdtempSync(join(tmpdir(), 'letterpress-bench-'));
  const logger = createLogger({ level: 'error' });
  const db = await openWrite({ file: join(folder, 'letterpress.db'), logger, migrations: workspaceMigrations, create: true });
  try {
    const clock = Date.now;
    const changes = createChanges();
    const known = new Map<string, string>();
    const secrets = {
      get: (name: string) => known.get(name) ?? null,
      set: (name: string, value: string) => void known.set(name, value),
      remove: (name: string) => void known.delete(name),
    };
    createTransport(db, {
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
      now: clock(),
    });
    let finished: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      finished = resolve;
    });
    const delivery = createDelivery({
      db,
      clock,
      logger,
      changes,
      secrets,
      letters: createLetters(db),
      suppressions: { isSuppressed: (emailKey) => isSuppressed(db, emailKey), suppress: () => undefined },
      inbox: { port: () => null },
      onFinished: finished,
    });
    const checkpoints = createCheckpoints({ db, logger, entry: checkpointEntry });
    const sendId = await launch(db, options.n);
    const cpu = process.cpuUsage();
    const start = performance.now();
    delivery.start();
    await done;
    const ms = performance.now() - start;
    const used = process.cpuUsage(cpu);
    await delivery.stop();
    await checkpoints.stop();
    const { accepted } = countByStatus(db, requireSend(db, sendId).id);
    if (accepted !== options.n) throw new Error(`${accepted} of ${options.n} were accepted`);
    return { ms, cpuMs: (used.user + used.system) / 1000 };
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function launch(db: WriteDb, n: number): Promise<string> {
  const now = Date.now();
  seedPeople(db, { n, now });
  setPublicAddress(db, 'https://news.example');
  const brand = createBrand(db, {
    name: 'News',
    fromName: 'News',
    fromEmail: 'news@test.example',
    postalAddress: '1 Mill Lane',
    now,
  });
  const body = html('{{ contact.first_name }}', '{{ unsubscribe_url }}', (url) => url);
  const id = createCampaign(db, {
    name: 'News',
    subject: '{{ contact.first_name }}, your offers of this week',
    document: { version: 1, kind: 'html', html: body, text: '' },
    brandId: brand.publicId,
    audience: audience.parse({ everyone: true }),
    now,
  });
  const tools = { db, clock: Date.now, changes: createChanges(), delivery: { wake: () => undefined } };
  return (await launchCampaign(tools, { id })).sendId;
}

const seedPeople = (db: WriteDb, { n, now }: { n: number; now: number }): void =>
  db.transaction(() => {
    for (let index = 0; index < n; index++) {
      const email = `p${index}@test.example`;
      db.run(sql`/* bench */ INSERT INTO contacts (public_id, email, email_key, first_name, fields, created_at, updated_at)
        VALUES (${newId(now)}, ${email}, ${email}, ${`Anna ${index}`}, '{"city":"Ghent"}', ${now}, ${now})`);
    }
  });
