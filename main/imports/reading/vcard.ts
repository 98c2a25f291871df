import { stat } from 'node:fs/promises';
import { chunksOf, decoder } from '../decode.ts';
import type { CsvRecord } from '../records.ts';
import type { RecordSource } from './source.ts';
import { cardColumns, readCard } from './vcard-card.ts';

const NOTHING_IN_IT = 'The card has nothing in it that could be read.';
const UNFINISHED = 'The card does not end.';
const STRAY = 'These lines belong to no card.';
const LONG_CARD = 'The card is longer than a million characters.';

const LONGEST_CARD = 1_000_000;
/** Pictures, sounds and keys take the most room and say nothing that is imported. */
const unread = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/i;

/** Reads a file of vCards, of whatever version, card by card: a row for each, under a header of our own. */
export const readVcards: RecordSource = async function* ({ path, reading, note }, emit) {
  const { size } = await stat(path);
  const decode = decoder(reading.encoding);
  let several = 0;
  const cards = cardReader(emit, () => several++);
  emit({ line: 0, cells: [...cardColumns], problem: null });
  let rest = '';
  let read = 0;
  const take = (text: string, final: boolean) => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = final ? '' : (lines.pop() ?? '');
    for (const line of lines) cards.take(line.endsWith('\r') ? line.slice(0, -1) : line);
    // A line without an end is given up where it has become too long to be one.
    if (rest.length > LONGEST_CARD) rest = rest.slice(0, 1000);
  };
  for await (const chunk of chunksOf(path)) {
    read += chunk.length;
    take(decode(chunk, false), false);
    yield read / Math.max(1, size);
  }
  take(decode(new Uint8Array(), true), true);
  cards.end();
  if (several > 0)
    note(
      `${several === 1 ? 'A person has' : `${several} people have`} several addresses. The preferred one is taken, the others are in “Other addresses”.`,
    );
  yield 1;
};

type Card = { line: number; lines: string[]; length: number; unread: boolean };

function cardReader(emit: (record: CsvRecord) => void, onSeveral: () => void) {
  let number = 0;
  let card: Card | null = null;
  let within = 0;
  let agent = false;
  let stray: { line: number; text: string } | null = null;

  const problem = (line: number, text: string, reason: string) => emit({ line, cells: [text.slice(0, 1000)], problem: reason });
  const endStray = () => {
    if (stray) problem(stray.line, stray.text, STRAY);
    stray = null;
  };
  const unfinished = ({ line, lines }: Card) => problem(line, lines.join('\n'), UNFINISHED);

  function finish(ended: Card): void {
    const whole = ended.lines.join('\n');
    if (ended.length > LONGEST_CARD) {
      problem(ended.line, whole, LONG_CARD);
      return;
    }
    const { cells, addresses } = readCard(ended.lines);
    // A card of nothing is told of all the same: it may be somebody.
    const isEmpty = cells.every((cell) => cell === '');
    if (isEmpty) problem(ended.line, whole, NOTHING_IN_IT);
    else emit({ line: ended.line, cells, problem: null });
    if (addresses > 1) onSeveral();
  }

  function add(open: Card, line: string): void {
    const last = open.lines.length - 1;
    const before = open.lines[last];
    if (/^[ \t]/.test(line)) {
      if (!open.unread && before !== undefined) open.lines[last] = before + line.slice(1);
    } else if (before !== undefined && !open.unread && before.endsWith('=') && /quoted-printable/i.test(before.slice(0, 200))) {
      open.lines[last] = before.slice(0, -1) + line;
    } else {
      open.unread = unread.test(line);
      if (open.unread || line.trim() === '') return;
      open.lines.push(line);
    }
    if (!open.unread) open.length += line.length;
    if (open.length > LONGEST_CARD) open.lines = open.lines.slice(0, 5).map((text) => text.slice(0, 200));
  }

  return {
    take: (text: string) => {
      number++;
      const line = number === 1 ? text.replace(/^\ufeff/, '') : text;
      if (/^BEGIN:VCARD\s*$/i.test(line)) {
        endStray();
        if (card && agent) within++;
        else {
          if (card) unfinished(card);
          card = { line: number, lines: [], length: 0, unread: false };
        }
      } else if (/^END:VCARD\s*$/i.test(line)) {
        if (card && within > 0) within--;
        else if (card) {
          finish(card);
          card = null;
        } else stray ??= { line: number, text: line };
      } else if (card) {
        if (within === 0) add(card, line);
      } else if (line.trim() !== '') stray ??= { line: number, text: line };
      agent = /^AGENT(?:;[^:]*)?:\s*$/i.test(line);
    },
    end: () => {
      endStray();
      if (card) unfinished(card);
    },
  };
}
