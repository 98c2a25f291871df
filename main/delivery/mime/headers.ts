import { splitAddress } from '../../base/email-address.ts';
import { envelopeAddress, isAscii } from '../address.ts';

/** Where lines of a header should end; RFC 5322 allows 998. */
const FOLD_AT = 76;
/** Octets of text in one encoded word: 52 letters in base64, so that even the first line of a header is short. */
const WORD_OCTETS = 39;
/** A run without a blank cannot be folded; above this it is encoded instead. */
const LONGEST_RUN = 900;

/** Control characters and line breaks have no place in a header; whoever puts one in wants another header. */
const CONTROL = /\p{Cc}+/gu;
const PLAIN = /^[\x21-\x7e]+( [\x21-\x7e]+)*$/;

/** A header of free text, such as the subject. What is not plain ASCII becomes encoded words, whole, so that no blank is lost. */
export function textHeader(name: string, value: string): string {
  const clean = value.replace(CONTROL, ' ');
  if (clean === '') return `${name}: \r\n`;
  if (!PLAIN.test(clean) || clean.includes('=?') || hasLongRun(clean)) return `${name}: ${encodedWords(clean)}\r\n`;
  return fold(`${name}: ${clean}`);
}

/** A header that has a grammar of its own, such as List-Unsubscribe: folded at its blanks, never encoded unless it must be. */
export function structuredHeader(name: string, value: string): string {
  const clean = value.replace(CONTROL, ' ').trim();
  return isAscii(clean) && !hasLongRun(clean) ? fold(`${name}: ${clean}`) : textHeader(name, clean);
}

export function addressHeader(name: string, address: { name: string; email: string }): string {
  const email = headerAddress(address.email);
  const shown = address.name.replace(CONTROL, ' ').trim();
  if (shown === '') return `${name}: ${email}\r\n`;
  if (PLAIN.test(shown) && shown.length <= 60 && !shown.includes('=?')) {
    return fold(`${name}: "${shown.replace(/["\\]/g, '\\$&')}" <${email}>`);
  }
  return `${name}: ${encodedWords(shown)}\r\n <${email}>\r\n`;
}

/** The value of a parameter such as a file's name, `; name="…"`, by RFC 2231 when it is not plain. */
export function parameter(name: string, value: string): string {
  const clean = value.replace(CONTROL, ' ').toWellFormed();
  if (/^[\x20-\x7e]*$/.test(clean) && clean.length <= 60 && !clean.includes('=?'))
    return `; ${name}="${clean.replace(/["\\]/g, '\\$&')}"`;
  const octets = encodeURIComponent(clean).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const parts = octets.match(/(?:%[0-9A-F]{2}|[^%]){1,50}/g) ?? [];
  return parts.map((part, index) => `;\r\n ${name}*${index}*=${index === 0 ? "utf-8''" : ''}${part}`).join('');
}

/** An address as a header and an envelope may hold it: one, whatever is in it. What could end it early is taken out or quoted. */
export function headerAddress(email: string): string {
  const parts = splitAddress(envelopeAddress(email.replace(/[\s<>]/g, '').replace(CONTROL, '')));
  if (!parts) return quoted(email.replace(/[\s<>]/g, '').replace(CONTROL, ''));
  return `${quoted(parts.local)}@${parts.domain.replace(/[^\p{L}\p{M}\p{N}._:[\]-]/gu, '')}`;
}

/** The part before the @, in quotes where it has signs that mean something else, such as a comma. */
function quoted(local: string): string {
  if (/^[\w.!#$%&'*+/=?^`{|}~\P{ASCII}-]*$/u.test(local) || /^"(?:[^"\\]|\\.)*"$/.test(local)) return local;
  return `"${local.replace(/["\\]/g, '\\$&')}"`;
}

function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  let octets = 0;
  for (const letter of text.toWellFormed()) {
    const length = Buffer.byteLength(letter);
    if (octets + length > WORD_OCTETS) {
      words.push(word);
      word = '';
      octets = 0;
    }
    word += letter;
    octets += length;
  }
  words.push(word);
  return words.map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
}

const hasLongRun = (text: string): boolean =>
  text.length > LONGEST_RUN && text.split(' ').some((run) => run.length > LONGEST_RUN);

function fold(line: string): string {
  if (line.length <= FOLD_AT) return `${line}\r\n`;
  let folded = '';
  let rest = line;
  while (rest.length > FOLD_AT) {
    const colon = folded === '' ? rest.indexOf(':') + 2 : 1;
    let at = rest.lastIndexOf(' ', FOLD_AT);
    if (at < colon) at = rest.indexOf(' ', Math.max(FOLD_AT, colon));
    if (at < 0) break;
    folded += `${rest.slice(0, at)}\r\n`;
    rest = rest.slice(at);
  }
  return `${folded}${rest}\r\n`;
}
