import type { Encoding } from '#shared/rpc/imports.ts';

const tables = new Map<Encoding, Map<string, number[]>>();

/** Bytes by letters, found by reading all bytes there are: nothing of the reader is used. */
function tableOf(encoding: Encoding): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map<string, number[]>();
  const decode = new TextDecoder(encoding);
  const add = (...bytes: number[]) => {
    const text = decode.decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
  };
  for (let byte = 0; byte < 256; byte++) add(byte);
  if (encoding === 'shift_jis' || encoding === 'gb18030')
    for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add(lead, trail);
  tables.set(encoding, table);
  return table;
}

/** A text in an encoding. A letter that it does not have is a mistake of the fixture. */
export function encode(text: string, encoding: Encoding, mark = false): Buffer {
  const marked = mark ? `\ufeff${text}` : text;
  if (encoding === 'utf-8') return Buffer.from(marked);
  if (encoding === 'utf-16le') return Buffer.from(marked, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(marked, 'utf16le').swap16();
  const table = tableOf(encoding);
  return Buffer.from(
    [...text].flatMap((letter) => {
      const bytes = table.get(letter);
      if (!bytes) throw new Error(`${encoding} has no ${letter}`);
      return bytes;
    }),
  );
}

/** Whether every letter of a text can be written in an encoding. */
export const canEncode = (text: string, encoding: Encoding): boolean =>
  encoding.startsWith('utf') || [...text].every((letter) => tableOf(encoding).has(letter));
