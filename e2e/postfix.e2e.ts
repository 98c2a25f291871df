import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type ParsedMail, simpleParser } from 'mailparser';
import { document } from '#shared/content/document.ts';
import { ask, dataFolder, quit, serve } from './support/app.ts';
import { decodeWords, partsOf, takeApart } from './support/mail.ts';
import { noPostfix, startPostfix } from './support/postfix.ts';
import { connect } from './support/rpc.ts';

const PEOPLE = 60;
const DOMAIN = 'post.example';
/** What a tunnel would give; it leads to the public listener. */
const PUBLIC = 'https://brief.muehle.example';
const MENU = 'https://muehle.example/karte?sprache=de&seite=1#brot';
const SHOP = 'https://muehle.example/laden';
const NAMES = ['Zoë', 'Søren <b>', 'O"Brien & Söhne', '李小龍', '', 'Jean-Luc 🥐', "D'Arcy", 'Müge', '{{ secret }}', 'Ada'];
const CITIES = ['Köln', '', "L'Aquila", 'Århus & Umland'];

type Person = { email: string; user: string; name: string; city: string };

const people: Person[] = Array.from({ length: PEOPLE }, (_, index) => ({
  user: `person${index}`,
  email: `person${index}@${DOMAIN}`,
  name: NAMES[index % NAMES.length] ?? '',
  city: CITIES[index % CITIES.length] ?? '',
}));

const design = (picture: string) =>
  document.parse({
    version: 1,
    kind: 'blocks',
    blocks: [
      { id: 'head', kind: 'heading', props: { text: "Hallo {{ contact.first_name | default: 'Nachbar' }}!" } },
      { id: 'picture', kind: 'image', props: { src: `media:${picture}`, alt: 'Ein Laib Brot', href: SHOP } },
      {
        id: 'words',
        kind: 'text',
        props: {
          html: `<p>Grüße nach {{ contact.fields.city | default: 'nebenan' }}: <a href="${MENU.replaceAll('&', '&amp;')}">die Karte</a>.</p>`,
        },
      },
      {
        id: 'pair',
        kind: 'columns',
        props: {
          columns: [
            [{ id: 'left', kind: 'quote', props: { html: '<p>Das beste Brot seit Jahren.</p>', author: 'Ein Gast' } }],
            [{ id: 'right', kind: 'button', props: { label: 'Zum Laden', href: SHOP } }],
          ],
        },
      },
      { id: 'foot', kind: 'footer', props: { unsubscribe: 'Abmelden', webView: 'Im Browser lesen' } },
    ],
  });

test(`what a real Postfix delivers is right in every mailbox of ${PEOPLE}`, async () => {
  test.skip(noPostfix !== null, noPostfix ?? '');
  const { folder, remove } = dataFolder();
  const postfix = await startPostfix({ domain: DOMAIN, users: people.map(({ user }) => user) });
  const csv = join(folder, 'people.csv');
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  writeFileSync(
    csv,
    ['email,first name,city', ...people.map(({ email, name, city }) => [email, quoted(name), quoted(city)].join(','))].join('\n'),
  );
  await ask(folder, 'transport', 'smtp', '--host', '127.0.0.1', '--port', String(postfix.port));
  await ask(folder, 'import', csv, '--list', 'Nachbarn', '--consent', 'Am Tresen');
  const app = await serve(folder);
  await ask(folder, 'public-address', PUBLIC);
  const { api, close } = await connect(app);
  /** As the tunnel does. */
  const reach = (url: string, init?: RequestInit) => fetch(url.replace(PUBLIC, app.publicUrl), { redirect: 'manual', ...init });

  const { id: brandId } = await api.brands.create({
    name: 'Mühle',
    fromName: 'Bäckerei "Mühle" & Söhne',
    fromEmail: 'hallo@muehle.example',
    replyTo: 'antwort@muehle.example',
    postalAddress: 'Mühlgasse 3, 50667 Köln',
  });
  const account = (await api.transports.all({})).find(({ kind }) => kind === 'smtp');
  await api.transports.change({ id: account?.id ?? '', bounceAddress: 'zurueck@muehle.example' });
  const pixels = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const picture = await api.media.add({ fileName: 'Brot.png', data: pixels });
  const list = (await api.lists.all({})).find(({ name }) => name === 'Nachbarn');
  const listId = list?.id ?? '';
  const { id } = await api.campaigns.create({ name: 'Durch die Post' });
  const { revision } = await api.campaigns.get({ id });
  await api.campaigns.change({
    id,
    revision,
    brandId,
    subject:
      "{{ contact.first_name | default: 'Nachbar' }}, Grüße aus der Backstube mit einem langen Betreff, der gefaltet wird 🥖",
    preheader: 'Roggen und Dinkel',
    document: design(picture.id),
    audience: { everyone: false, listIds: [listId], tagIds: [], excludedListIds: [] },
  });
  const { findings } = await api.campaigns.review({ id });
  expect(findings.filter(({ level }) => level === 'blocker')).toEqual([]);
  await api.campaigns.send({ id, expected: PEOPLE });
  await expect.poll(async () => (await api.campaigns.report({ id })).status, { timeout: 60_000 }).toBe('sent');
  const boxes = () => people.map(({ user }) => postfix.mailbox(user).length);
  await expect.poll(boxes, { timeout: 60_000 }).toEqual(people.map(() => 1));

  const messages: { person: Person; mail: ParsedMail; html: string }[] = [];
  const seen = { ids: new Set<string>(), ways: new Set<string>(), returns: new Set<string>() };
  let longest = 0;
  for (const person of people) {
    const [raw] = postfix.mailbox(person.user);
    const mail = await simpleParser(raw ?? '');
    const apart = takeApart(raw ?? Buffer.of());
    const name = person.name || 'Nachbar';
    const subject = `${name}, Grüße aus der Backstube mit einem langen Betreff, der gefaltet wird 🥖`;

    // The source, by hand: what is not plain is encoded, lines end alike and are short, each header is there once.
    expect(raw?.includes(0x0d)).toBe(false); // as Postfix keeps it; a stray one would be ours
    longest = Math.max(longest, ...apart.lines.map((line) => line.length));
    expect(raw?.every((octet) => octet < 0x80)).toBe(true);
    for (const header of ['from', 'to', 'reply-to', 'subject', 'date', 'message-id', 'mime-version', 'list-unsubscribe'])
      expect(apart.headers.get(header), header).toHaveLength(1);
    const header = (of: string) => apart.headers.get(of)?.[0] ?? '';
    expect(decodeWords(header('subject'))).toBe(subject);
    expect(decodeWords(header('from'))).toMatch(/^"?Bäckerei \\?"Mühle\\?" & Söhne"? <hallo@muehle\.example>$/);
    expect(header('to')).toBe(person.email);
    expect(header('mime-version')).toBe('1.0');
    expect(header('message-id')).toMatch(/^<[^@<>\s]+@[^@<>\s]+>$/);
    expect(Math.abs(Date.parse(header('date')) - Date.now())).toBeLessThan(300_000);
    // Each by a way back of its own, which names it.
    expect(header('return-path')).toMatch(/^<zurueck\+[0-9a-z]+-[0-9a-f]{20}@muehle\.example>$/);
    seen.returns.add(header('return-path'));
    expect(header('delivered-to')).toBe(person.email);
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const [way = ''] = /<https:[^>]+>/.exec(header('list-unsubscribe')) ?? [];
    expect(way.startsWith(`<${PUBLIC}/u/`)).toBe(true);
    expect(header('list-unsubscribe')).toMatch(/<mailto:antwort@muehle\.example\?subject=unsubscribe%20[^>]+>/);
    seen.ids.add(header('message-id'));
    seen.ways.add(way);

    // The same as mailparser reads it.
    expect(mail.subject).toBe(subject);
    expect(mail.from?.value).toEqual([{ name: 'Bäckerei "Mühle" & Söhne', address: 'hallo@muehle.example' }]);
    expect(mail.replyTo?.value[0]?.address).toBe('antwort@muehle.example');
    expect(mail.attachments.map(({ contentType, related }) => [contentType, related])).toEqual([['image/png', true]]);
    expect(mail.attachments[0]?.content.toString('base64')).toBe(pixels);
    const [text = '', ...texts] = partsOf(apart, 'text/plain');
    const [html = '', ...htmls] = partsOf(apart, 'text/html');
    expect([texts.length, htmls.length]).toEqual([0, 0]);
    expect(mail.text?.trim()).toBe(text.trim());

    // For this person and no other; what they are called can add nothing to the page.
    for (const part of [text, html]) {
      expect(part.replaceAll(person.name, '')).not.toMatch(/\{\{|\{%|undefined|\[object/);
    }
    expect(text).toContain(`Hallo ${name}!`);
    expect(text).toContain(`Grüße nach ${person.city || 'nebenan'}: die Karte`);
    expect(text).toContain('Mühlgasse 3, 50667 Köln');
    expect(html).toContain(`Hallo ${escaped(name)}!`);
    expect(html).toContain(`Grüße nach ${escaped(person.city || 'nebenan')}:`);
    expect(html).toContain('cid:');
    messages.push({ person, mail, html });
  }
  expect(longest).toBeLessThanOrEqual(998);
  expect([seen.ids.size, seen.ways.size, seen.returns.size]).toEqual([PEOPLE, PEOPLE, PEOPLE]);

  // Links lead to the public listener, to where they were meant, and to each person by ways of their own.
  const hrefs = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, url]) => (url ?? '').replaceAll('&amp;', '&'));
  const clicks = new Set<string>();
  for (const { person, html } of messages) {
    const own = hrefs(html);
    expect(own.every((url) => url.startsWith(`${PUBLIC}/`))).toBe(true);
    const targets = new Map<string, number>();
    for (const url of new Set(own.filter((one) => one.startsWith(`${PUBLIC}/c/`)))) {
      clicks.add(url);
      const answer = await reach(url);
      expect(answer.status).toBe(302);
      const target = answer.headers.get('location') ?? '';
      targets.set(target, (targets.get(target) ?? 0) + 1);
    }
    expect([...targets.keys()].sort()).toEqual([MENU, SHOP].sort());
    const view = await (await reach(own.find((url) => url.startsWith(`${PUBLIC}/v/`)) ?? '')).text();
    expect(view).toContain(`Hallo ${escaped(person.name || 'Nachbar')}!`);
    const pixel = /src="([^"]+\/o\/[^"]+)"/.exec(html)?.[1] ?? '';
    expect((await reach(pixel)).headers.get('content-type')).toBe('image/gif');
  }
  expect(clicks.size).toBe(2 * PEOPLE);
  const [link = ''] = clicks;
  expect((await reach(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404);
  await expect
    .poll(async () => {
      const { clicks: counted, opens } = await api.campaigns.report({ id });
      return [counted.people, opens.people];
    })
    .toEqual([PEOPLE, PEOPLE]);

  // A look at the way out changes nothing; only going it does.
  const [first, second] = messages;
  const wayOut = (message: typeof first) => hrefs(message?.html ?? '').find((url) => url.startsWith(`${PUBLIC}/u/`)) ?? '';
  const statusOf = async (person: Person | undefined) => {
    const [row] = (await api.contacts.page({ search: person?.email ?? '' })).rows.filter(({ email }) => email === person?.email);
    const contact = await api.contacts.get({ id: row?.id ?? '' });
    return contact.memberships.find((membership) => membership.listId === listId)?.status;
  };
  for (const method of ['GET', 'HEAD', 'GET']) expect((await reach(wayOut(first), { method })).status).toBe(200);
  expect((await api.campaigns.report({ id })).unsubscribes).toBe(0);
  expect(await statusOf(first?.person)).toBe('subscribed');
  const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
  expect((await reach(wayOut(first), oneClick)).status).toBe(200);
  expect((await reach(wayOut(first), oneClick)).status).toBe(200);
  expect(await statusOf(first?.person)).toBe('unsubscribed');
  expect(await statusOf(second?.person)).toBe('subscribed');
  expect((await api.campaigns.report({ id })).unsubscribes).toBe(1);
  const again = await api.campaigns.countAudience({
    audience: { everyone: false, listIds: [listId], tagIds: [], excludedListIds: [] },
  });
  expect(again.recipients).toBe(PEOPLE - 1);

  console.table([
    {
      'messages parsed': messages.length,
      'longest line': longest,
      'Message-IDs': seen.ids.size,
      'ways out': seen.ways.size,
      'links followed': clicks.size,
      unsubscribed: 1,
    },
  ]);
  close();
  await quit(app);
  await postfix.stop();
  remove();
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&#34;').replaceAll("'", '&#39;');
