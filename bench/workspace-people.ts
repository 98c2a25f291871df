import type Database from 'better-sqlite3';
import { nameKey } from '../main/contacts/fold.ts';
import { emailKey } from '../main/contacts/people/email-key.ts';

export const NOW = Date.UTC(2026, 5, 1);
export const DAY_MS = 24 * 60 * 60 * 1000;
const YEARS_MS = 5 * 365 * DAY_MS;

const split = (text: string) => text.split(' ');
const firstNames = split(
  'Anna Jörg Zoë Émile Łukasz François Søren María Björn Günther Chloé Tom Emma Liam Olivia Noah Mia Lucas Lena Paul Ida Max Nora Jan Eva Piotr Agnieszka Giulia Marco Sofia Luca Inês João Beatriz Ana Miguel Katarzyna Tomáš Jana Petra Ondřej Zsófia Bence Elif Mehmet Ayşe Dimitri Olga Ivan Yuki Hiro Mei Wei Priya Arjun Fatima Omar Siobhán Conor Niamh Bram Sanne Daan Femke Lars Astrid Freja Aino Eero Mette',
);
const beginnings = split(
  'Mül Schmi Schnei Fi Wa Ko Ber Hoff Kö Lan Ro Nov Gar Fer Lo Mar Per San Pé Du Le Mo Ro Si La Gi Con Bru Kow Wiś Now Sza Ho Dvo Sva Jo Han Ols Niel Pe An Jen Ka Vi De Ja Bak Smi Jon Tay Bro Wil Ev Tho Rob',
);
const middles = split('l d n t m r s v k b g st nd rm tz ck lb rt ng lin ber man hof ler del fel wei ster');
const ends = split('er mann son sen ez i ová ski ska ek a o in el ard eau ier ino etti dóttir s ton ley berg stein feld ic ovic');
const cities = split(
  'Köln Paris Kraków Malmö Wien Zürich Ghent Berlin Madrid Lyon Porto Milano Praha Oslo Dublin Utrecht Leeds Basel Graz Turku Aarhus Brno Gdańsk Sevilla Napoli Lille Bonn Cork York Bergen',
);
const countries = split('DE FR PL SE AT CH BE ES PT IT CZ NO IE NL GB FI DK');
const plans = split('free basic plus family business');
const domains = [
  ...split('gmail.com outlook.com web.de gmx.net yahoo.com icloud.com orange.fr wp.pl seznam.cz libero.it bücher.example'),
  ...Array.from({ length: 400 }, (_, index) => `firm${index}.example`),
];
const fields: [key: string, label: string, type: string][] = [
  ['city', 'City', 'text'],
  ['country', 'Country', 'text'],
  ['plan', 'Plan', 'text'],
  ['spent', 'Spent', 'number'],
  ['orders', 'Orders', 'number'],
  ['vip', 'VIP', 'boolean'],
  ['last_order', 'Last order', 'date'],
  ['birthday', 'Birthday', 'date'],
];
/** What share of everybody is in each. */
const lists: [name: string, share: number][] = [
  ['Newsletter', 0.8],
  ['Customers', 0.4],
  ['Events', 0.15],
  ['Partners', 0.02],
  ['Board', 0.0001],
];
const tags: [name: string, share: number][] = [
  ['bread', 0.4],
  ['cake', 0.2],
  ['weekend', 0.1],
  ['wholesale', 0.03],
  ['allergy', 0.01],
  ['press', 0.001],
  ['neighbour', 0.0001],
];

/** Repeatable chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Contacts with what they have: fields, lists, tags; two in a hundred are suppressed. */
export function makePeople(db: Database.Database, count: number): void {
  const random = chance(1);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  /** The first are the most common, as with names and mail hosts. */
  const common = <Item>(items: readonly Item[]): Item => items[Math.floor(random() ** 3 * items.length)] as Item;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const name = () => pick(beginnings) + (random() < 0.8 ? pick(middles) : '') + pick(ends);
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/[^a-z]/gi, '')
      .toLowerCase();

  fields.forEach(([key, label, type], at) => {
    db.prepare('INSERT INTO fields (public_id, key, label, type, created_at) VALUES (?, ?, ?, ?, ?)').run(
      `field${at}`,
      key,
      label,
      type,
      NOW,
    );
  });
  lists.forEach(([label], at) => {
    db.prepare('INSERT INTO lists (public_id, name, created_at, updated_at) VALUES (?, ?, ?, ?)').run(
      `list${at}`,
      label,
      NOW,
      NOW,
    );
  });
  tags.forEach(([label], at) => {
    db.prepare('INSERT INTO tags (public_id, name, created_at) VALUES (?, ?, ?)').run(`tag${at}`, label, NOW);
  });
  const contact = db.prepare(`INSERT INTO contacts
    (id, public_id, email, email_key, first_name, last_name, name_key, fields, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const member = db.prepare(`INSERT INTO memberships
    (public_id, contact_id, list_id, status, consent_method, consent_source, consent_at, created_at, updated_at)
    VALUES (?, ?, ?, ?, 'import', 'old shop', ?, ?, ?)`);
  const tagged = db.prepare('INSERT INTO contact_tags (contact_id, tag_id) VALUES (?, ?)');
  const suppressed = db.prepare("INSERT INTO suppressions VALUES (?, ?, ?, '550 5.1.1 No such mailbox', ?)");

  for (let id = 1; id <= count; id++) {
    const createdAt = Math.floor(NOW - YEARS_MS + (YEARS_MS * id) / count);
    const updatedAt = Math.floor(createdAt + random() * (NOW - createdAt));
    const nobody = random() < 0.05;
    const firstName = nobody ? '' : common(firstNames);
    const lastName = nobody ? '' : name();
    const email = `${plain(firstName) || 'info'}.${plain(lastName) || 'office'}${id.toString(36)}@${common(domains)}`;
    const address = emailKey(email);
    if (!address.ok) throw new Error(`${email}: ${address.reason}`);
    const values: Record<string, string | number | boolean> = {};
    if (random() < 0.9) values['city'] = common(cities);
    if (random() < 0.9) values['country'] = common(countries);
    if (random() < 0.6) values['plan'] = common(plans);
    if (random() < 0.7) values['spent'] = Math.round(random() ** 4 * 500_000) / 100;
    if (random() < 0.7) values['orders'] = Math.floor(random() ** 3 * 60);
    if (random() < 0.3) values['vip'] = random() < 0.2;
    if (random() < 0.6) values['last_order'] = day(NOW - random() ** 2 * 1000 * DAY_MS);
    if (random() < 0.4) values['birthday'] = day(Date.UTC(1940, 0, 1) + random() * 65 * 365 * DAY_MS);
    const key = { firstName, lastName };
    contact.run(
      id,
      `c${id.toString(36).padStart(15, '0')}`,
      email,
      address.key,
      firstName,
      lastName,
      nameKey(key),
      JSON.stringify(values),
      createdAt,
      updatedAt,
    );
    lists.forEach(([, share], at) => {
      if (random() >= share) return;
      const luck = random();
      const status = luck < 0.93 ? 'subscribed' : luck < 0.95 ? 'pending' : 'unsubscribed';
      member.run(`m${at}${id.toString(36).padStart(14, '0')}`, id, at + 1, status, createdAt, createdAt, updatedAt);
    });
    tags.forEach(([, share], at) => {
      if (random() < share) tagged.run(id, at + 1);
    });
    if (random() < 0.02) suppressed.run(address.key, email, random() < 0.7 ? 'bounced' : 'unsubscribed', updatedAt);
  }
}
