import { fold } from '../fold.ts';

/**
 * Signs between the parts of what is known of a person: bytes that no text has in UTF-8, so that nothing anybody is called
 * can be taken for one of them. The sign behind a part tells which part it is.
 */
export const BEGIN = 0xf5;
export const [KEY, READ, LAST, FIRST] = [0xf6, 0xf7, 0xf8, 0xf9];
/** What a text is where there is none any more. */
export const GONE = 0xfa;
/** Stands between columns as they come from the database. */
const BETWEEN = 0xff;

/** What a person is found by. */
export type Findable = { id: number; email: string; emailKey: string; firstName: string; lastName: string; changedAt: number };

/** The address, once more as it is read where that differs, and the names; folded, a sign behind each. */
export function textOf({ emailKey, email, firstName, lastName }: Findable): Buffer {
  const read = fold(email);
  const parts: [string, number][] = [
    [emailKey, KEY],
    [read === emailKey ? '' : read, READ],
    [fold(lastName), LAST],
    [fold(firstName), FIRST],
  ];
  return Buffer.concat([Buffer.of(BEGIN), ...parts.flatMap(([text, sign]) => [Buffer.from(text), Buffer.of(sign)])]);
}

/** What a text says of the address and of the name, to sort by; null for people without a name. */
export function keysOf(text: Buffer): { email: string; name: string | null } {
  const [key, read, last] = [text.indexOf(KEY), text.indexOf(READ), text.indexOf(LAST)];
  const name = `${text.toString('utf8', read + 1, last)} ${text.toString('utf8', last + 1, text.indexOf(FIRST))}`;
  return { email: text.toString('utf8', 1, key), name: name.trim() || null };
}

/** The letters of two bytes whose folded form is known and no longer, from é to ƿ: most names that are not ASCII need no more. */
const [FIRST_LEAD, LAST_LEAD] = [0xc3, 0xc9];
const knownFolds = Array.from({ length: (LAST_LEAD - FIRST_LEAD + 1) * 64 }, (_, at) =>
  Buffer.from(fold(Buffer.of(FIRST_LEAD + (at >>> 6), 0x80 + (at & 63)).toString())),
);
const foldedLength = Uint8Array.from(knownFolds, ({ length }) => (length > 2 ? 0 : length));
const foldedFirst = Uint8Array.from(knownFolds, ([first = 0]) => first);
const foldedSecond = Uint8Array.from(knownFolds, ([, second = 0]) => second);

/** Very many people at once: their texts one after the other, where each ends, and what else is known of each. */
export type Intake = { texts: Buffer; ends: Uint32Array; ids: Float64Array; changed: Float64Array };

/**
 * Makes texts of rows as `findableAfter` gives them: id, address in its normal form, address as typed where that differs,
 * last and first name, and when they changed. Byte by byte, since texts of their own would take three times as long.
 */
export function takeIn(rows: Buffer, count: number): Intake {
  let texts = Buffer.allocUnsafeSlow(rows.length + 16);
  const ends = new Uint32Array(count);
  const [ids, changed] = [new Float64Array(count), new Float64Array(count)];
  let [from, at] = [0, 0];

  function number(): number {
    let value = 0;
    for (; from < rows.length && rows[from] !== BETWEEN; from++) value = value * 10 + (rows[from] as number) - 48;
    from++;
    return value;
  }
  function put(bytes: Buffer, end: number): void {
    const missing = at + bytes.length + rows.length - end + 16 - texts.length;
    if (missing > 0) texts = Buffer.concat([texts.subarray(0, at), Buffer.allocUnsafeSlow(texts.length - at + missing)]);
    at += bytes.copy(texts, at);
  }
  /** Where capitals and marks lie beyond ASCII. */
  const putFolded = (begin: number, end: number) => put(Buffer.from(fold(rows.toString('utf8', begin, end))), end);
  /** Copies ASCII, in small letters, as far as it goes; returns whether it went to the end. */
  function plain(): boolean {
    let byte = rows[from] as number;
    for (; byte < 128; byte = rows[++from] as number) texts[at++] = byte >= 65 && byte <= 90 ? byte + 32 : byte;
    return byte === BETWEEN;
  }
  /** The same, and Latin letters without their marks. */
  function latin(): boolean {
    while (!plain()) {
      const lead = rows[from] as number;
      if (lead < FIRST_LEAD || lead > LAST_LEAD) return false;
      const letter = ((lead - FIRST_LEAD) << 6) | ((rows[from + 1] as number) & 63);
      if (foldedLength[letter] === 0) return false;
      texts[at++] = foldedFirst[letter] as number;
      if (foldedLength[letter] === 2) texts[at++] = foldedSecond[letter] as number;
      from += 2;
    }
    return true;
  }
  function name(sign: number): void {
    const [begin, to] = [from, at];
    if (!latin()) {
      at = to;
      from = rows.indexOf(BETWEEN, from);
      putFolded(begin, from);
    }
    from++;
    texts[at++] = sign;
  }
  /** The address, and once more as it is read where that is not the same. */
  function address(): void {
    const [begin, to] = [from, at];
    const isPlain = plain();
    if (!isPlain) {
      at = to;
      from = rows.indexOf(BETWEEN, from);
      put(rows.subarray(begin, from), from);
    }
    const end = from++;
    texts[at++] = KEY;
    const again = at;
    if (rows[from] !== BETWEEN) name(READ);
    else {
      if (!isPlain) putFolded(begin, end);
      from++;
      texts[at++] = READ;
    }
    if (at - again !== again - to || texts.compare(texts, to, again - 1, again, at - 1) !== 0) return;
    at = again;
    texts[at++] = READ;
  }
  for (let row = 0; row < count; row++) {
    ids[row] = number();
    texts[at++] = BEGIN;
    address();
    name(LAST);
    name(FIRST);
    changed[row] = number();
    ends[row] = at;
  }
  return { texts: texts.subarray(0, at), ends, ids, changed };
}
