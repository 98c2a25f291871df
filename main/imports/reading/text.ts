import { stat } from 'node:fs/promises';
import { chunksOf, decoder } from '../decode.ts';
import { recordReader } from '../records.ts';
import type { RecordSource } from './source.ts';

/** Reads a table of text row by row. */
export const readText: RecordSource = async function* ({ path, reading }, emit) {
  const { size } = await stat(path);
  const decode = decoder(reading.encoding);
  const records = recordReader({ delimiter: reading.delimiter, quote: reading.quote, emit });
  let read = 0;
  for await (const chunk of chunksOf(path)) {
    read += chunk.length;
    records.push(decode(chunk, false));
    yield read / Math.max(1, size);
  }
  records.push(decode(new Uint8Array(), true));
  records.end();
  yield 1;
};
