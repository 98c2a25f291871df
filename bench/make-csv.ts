import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export type Truth = { rows: number; imported: number; duplicates: number; rejected: number; unsubscribed: number; bytes: number };

type Recipe = {
  file: string;
  rows: number;
  /** How many of the rows nobody could mail. */
  bad?: number;
  /** How many of the rows repeat an address from before. */
  duplicates?: number;
  delimiter?: ',' | ';' | '\t';
  encoding?: 'utf-8' | 'windows-1252';
  seed?: number;
};

const firstNames = [
  'Anna',
  'Jörg',
  'Zoë',
  'Émile',
  'Łukasz',
  'François',
  'Søren',
  'Ana María',
  'Björn',
  'Günther',
  'Chloé',
  'Tom',
];
const lastNames = [
  'Müller',
  'O’Neill',
  'van der Berg',
  'Weiß',
  'Nováková',
  'García',
  'Smith',
  'Ångström',
  'Dupont, fils',
  'Kowalski',
];
const cities = ['Köln', 'Paris', 'São Paulo', 'Kraków', 'Malmö', 'Wien', 'Zürich', 'Dún Laoghaire'];
const domains = ['example.com', 'mail.example.org', 'bücher.example', 'shop.example.co.uk', 'post.example.de'];

/** A file as spreadsheets and shops write them, with rows that are wrong in every common way, and how it has to come out. */
export async function makeCsv(recipe: Recipe): Promise<Truth> {
  const {
    file,
    rows,
    bad = Math.round(rows / 270),
    duplicates = Math.round(rows / 100),
    delimiter = ',',
    encoding = 'utf-8',
  } = recipe;
  const random = generator(recipe.seed ?? 1);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const quote = (cell: string) => (cell.includes(delimiter) || /["\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const out = createWriteStream(file);
  const truth: Truth = { rows, imported: 0, duplicates: 0, rejected: 0, unsubscribed: 0, bytes: 0 };
  const write = async (text: string) => {
    const bytes = encoding === 'utf-8' ? Buffer.from(text) : toWindows1252(text);
    truth.bytes += bytes.length;
    if (!out.write(bytes)) await once(out, 'drain');
  };
  const line = (cells: readonly string[]) => `${cells.map(quote).join(delimiter)}\r\n`;
  await write(line(['E-Mail', 'Vorname', 'Nachname', 'Ort', 'Umsatz', 'Geburtstag', 'Status', 'Notiz']));
  const badAt = new Set(spread(rows, bad));
  const againAt = new Set(spread(rows, duplicates, 0.37).filter((row) => row > 10 && !badAt.has(row)));
  let pending = '';
  let last = '';
  for (let row = 0; row < rows; row++) {
    const email = againAt.has(row) && last ? upside(last) : `${plain(pick(firstNames))}.${row.toString(36)}@${pick(domains)}`;
    const gone = random() < 0.02;
    const cells = [
      random() < 0.1 ? ` ${email.toUpperCase()} ` : email,
      pick(firstNames),
      pick(lastNames),
      pick(cities),
      `${Math.floor(random() * 5000)},${Math.floor(random() * 90 + 10)}`,
      `${Math.floor(random() * 27 + 1)}.${Math.floor(random() * 11 + 1)}.19${Math.floor(random() * 60 + 40)}`,
      gone ? 'abgemeldet' : 'ja',
      random() < 0.05 ? 'kommt gern\nam Samstag, "immer"' : '',
    ];
    if (badAt.has(row)) {
      pending += broken(row, cells, line, delimiter);
      truth.rejected++;
    } else {
      pending += line(cells);
      if (againAt.has(row) && last) truth.duplicates++;
      else {
        truth.imported++;
        if (gone) truth.unsubscribed++;
        last = email;
      }
    }
    if (pending.length > 60_000) {
      await write(pending);
      pending = '';
    }
  }
  await write(pending);
  out.end();
  await once(out, 'close');
  return truth;
}

/** One row, wrong in one of seven ways. */
function broken(row: number, cells: readonly string[], line: (cells: readonly string[]) => string, delimiter: string): string {
  const [email = '', ...others] = cells;
  const bare = email.trim();
  switch (row % 7) {
    case 0:
      return line(['', ...others]);
    case 1:
      return line([bare.replace('@', ' at '), ...others]);
    case 2:
      return line([bare.replace('@', '@@'), ...others]);
    case 3:
      return line([...cells, 'one', 'too many']);
    case 4:
      return line([...cells.slice(0, 6), 'vielleicht', ...cells.slice(7)]);
    case 5:
      // A quotation mark that nobody closes.
      return `${bare}${delimiter}"${others.slice(0, 3).join(delimiter)}${delimiter.repeat(3)}\r\n`;
    default:
      return line([bare.replace(/\..*@/, '..@'), ...others]);
  }
}

const upside = (email: string): string => email.slice(0, 1).toUpperCase() + email.slice(1);
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
const spread = (rows: number, times: number, shift = 0.61): number[] =>
  Array.from({ length: times }, (_, index) => Math.min(rows - 1, Math.floor(((index + shift) * rows) / times)));

/** Repeatable chance (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The letters at hand that Windows-1252 does not have lose their marks. */
function toWindows1252(text: string): Buffer {
  const letters = Array.from(text, (letter) => {
    if (letter === '’') return '\u0092';
    if (letter <= '\u00ff') return letter;
    return letter.normalize('NFKD').slice(0, 1).replace('Ł', 'L').replace('ł', 'l');
  });
  return Buffer.from(letters.join(''), 'latin1');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: {
      rows: { type: 'string', default: '10000' },
      bad: { type: 'string' },
      semicolon: { type: 'boolean' },
      windows: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const truth = await makeCsv({
    file: positionals[0] ?? 'people.csv',
    rows: Number(values.rows),
    ...(values.bad ? { bad: Number(values.bad) } : {}),
    delimiter: values.semicolon ? ';' : ',',
    encoding: values.windows ? 'windows-1252' : 'utf-8',
  });
  console.log(JSON.stringify(truth));
}
