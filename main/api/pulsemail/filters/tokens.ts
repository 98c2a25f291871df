import { wrong } from './parts.ts';

export type Token = { kind: 'word' | 'text' | 'number' | 'days' | 'sign' | 'end'; text: string; at: number };

const LONGEST = 10_000;
/** One after the other: spaces, a text in quotes, a number of days, a number, a word, a sign. */
const TOKEN =
  /\s+|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+d(?:ays?)?)(?![\w.])|(-?\d+(?:\.\d+)?)(?![\w.])|([\p{L}_][\p{L}\p{N}_.-]*)|(==|!=|<>|>=|<=|[=<>()[\],])/uy;

/** The words of a filter that was written as text; what is none is refused with its place. */
export function tokensOf(text: string): Token[] {
  if (text.length > LONGEST) throw wrong('filter', `can have ${LONGEST} characters`);
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) throw wrong('filter', `cannot be read at character ${at + 1}`);
    const [, double, single, days, number, word, sign] = found;
    const quoted = double ?? single;
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/gsu, '$1'), at });
    else if (days !== undefined) tokens.push({ kind: 'days', text: days, at });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at });
  }
  return tokens;
}
