import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '#shared/rpc/rpc.ts';
import { cli, dataFolder, quit, type Running, serve } from '../e2e/support/app.ts';
import { connect } from '../e2e/support/rpc.ts';
import { appEnv } from '../scripts/memory.mjs';
import { html } from './send-message.ts';

/** What the probe inside of the app wrote down last; milliseconds and megabytes. */
export type Probe = {
  startedAt: number;
  p50: number;
  p99: number;
  max: number;
  cpuMs: number;
  rss: number;
  own: number;
  mapped: number;
  peak: number;
  heapUsed: number;
  heapTotal: number;
  external: number;
};

export type BenchApp = {
  running: Running;
  api: Api;
  folder: string;
  /** What was measured since `begin`, a quarter of a second ago at most. */
  probe: () => Probe;
  begin: () => void;
  close: () => Promise<void>;
};

/** The real app in a process of its own, with a probe in it. */
export async function startBenchApp(folder: string): Promise<BenchApp> {
  const file = join(folder, 'probe.json');
  const before = { ...process.env };
  // As `npm run serve` sets it: what is young, and how memory is taken from the system.
  Object.assign(process.env, appEnv);
  process.env['NODE_OPTIONS'] = `--max-semi-space-size=16 --import ${join(import.meta.dirname, 'probe.mjs')}`;
  process.env['LETTERPRESS_PROBE'] = file;
  const running = await serve(folder);
  process.env = before;
  const { api, close } = await connect(running);
  return {
    running,
    api,
    folder,
    probe: () => JSON.parse(readFileSync(file, 'utf8')) as Probe,
    begin: () => void running.child.kill('SIGUSR2'),
    close: async () => {
      close();
      await quit(running);
    },
  };
}

/** A folder with so many people in it, imported in another process, all of them in one list. */
export async function folderWith(csv: string): Promise<{ folder: string; remove: () => void }> {
  const made = dataFolder();
  const { code, error } = await cli(made.folder, 'import', csv, '--list', 'People');
  if (code !== 0) throw new Error(error);
  return made;
}

/** A draft of 10 KB, personalised and tracked, to everybody in the list "People". */
export async function draft(api: Api, sink: { port: number; connections: number }): Promise<{ id: string; recipients: number }> {
  const transport = await api.transports.create({
    kind: 'smtp',
    name: 'Sink',
    settings: { host: '127.0.0.1', port: sink.port, security: 'auto', user: '' },
    connections: sink.connections,
  });
  await api.settings.change({ publicAddress: 'https://news.example' });
  const brand = await api.brands.create({
    name: 'News',
    fromName: 'News',
    fromEmail: 'news@test.example',
    postalAddress: '1 Mill Lane, Ghent',
  });
  const list = (await api.lists.all({})).find((one) => one.name === 'People');
  if (!list) throw new Error('There is no list.');
  const { id } = await api.campaigns.create({ name: 'Offers of the week' });
  const { revision } = await api.campaigns.get({ id });
  const audience = { everyone: false, listIds: [list.id], tagIds: [], excludedListIds: [] };
  const body = html('{{ contact.first_name | default: "reader" }}', '{{ unsubscribe_url }}', (url) => url);
  await api.campaigns.change({
    id,
    revision,
    subject: '{{ contact.first_name | default: "Reader" }}, your offers of this week',
    brandId: brand.id,
    transportId: transport.id,
    audience,
    document: { version: 1, kind: 'html', html: body, text: '' },
  });
  const { recipients } = await api.campaigns.countAudience({ audience });
  return { id, recipients };
}
