import { addressIn, type Fields, first, readBlocks, typed } from './fields.ts';
import type { Mail } from './mail.ts';
import type { Delivery } from './report.ts';

/** A delivery status notification (RFC 3464, RFC 6533), as most servers write one today. Null where there is none. */
export function readDeliveryStatus(mail: Mail): Delivery | null {
  const parts = mail.parts(/^message\/(global-)?delivery-status$/i);
  // Some servers forget to say what kind of part it is; the words are the same.
  const text = parts[0] ?? (/^(Final|Original)-Recipient:/im.test(mail.text) && /^Action:/im.test(mail.text) ? mail.text : null);
  if (text === null || text === undefined) return null;
  const blocks = readBlocks(text).filter(
    (block) => block.has('final-recipient') || block.has('original-recipient') || block.has('action'),
  );
  const block = worst(blocks);
  if (!block) return null;
  const delivered = blocks.some((one) => rank(actionOf(one)) === 0);
  return readBlock(block, { mail, mixed: delivered && blocks.length > 1 });
}

function readBlock(block: Fields, { mail, mixed }: { mail: Mail; mixed: boolean }): Delivery {
  const action = actionOf(block);
  const said = first(block, 'diagnostic-code') || first(block, 'x-original-diagnostic') || '';
  const diagnostic = typed(said) || wordsOfText(mail.text, recipientOf(block));
  const kind = action === 'failed' ? 'bounce' : action === 'delayed' ? 'delay' : 'unknown';
  return {
    // Of an alias that reached somebody, one that failed says little about the address that we know.
    kind: mixed && kind === 'bounce' ? 'delay' : kind,
    recipient: recipientOf(block),
    action: action || null,
    status: closest(statusIn(first(block, 'status')), diagnostic),
    diagnostic,
    remoteMta: typed(first(block, 'remote-mta')) || null,
  };
}

/**
 * The address that we mailed comes before the one that it ended at: a forwarding changes the latter. `x-actual-recipient`
 * is the worst of all.
 */
function recipientOf(block: Fields): string | null {
  for (const name of ['original-recipient', 'final-recipient', 'x-actual-recipient']) {
    const address = addressIn(decodeXtext(typed(first(block, name))));
    if (address) return address;
  }
  return null;
}

/** `+40` for an @ (RFC 3461), `\x{e9}` for a letter beyond ASCII (RFC 6533). */
const decodeXtext = (text: string): string =>
  text
    .replace(/\\x\{([0-9a-f]{1,6})\}/gi, (_, hex: string) => String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)))
    .replace(/\+3D/gi, '=')
    .replace(/\+40/g, '@')
    .replace(/\+2B/gi, '+');

const actionOf = (block: Fields): string => /^[a-z]+/.exec(first(block, 'action').toLowerCase())?.[0] ?? '';

const rank = (action: string): number => ({ failed: 2, delayed: 1 })[action] ?? 0;

const worst = (blocks: Fields[]): Fields | undefined => [...blocks].sort((a, b) => rank(actionOf(b)) - rank(actionOf(a)))[0];

export const statusIn = (text: string): string | null =>
  /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(text)?.[1] ?? null;

/** `5.0.0` says nothing; the server's own words often have the code that was meant. */
function closest(status: string | null, diagnostic: string): string | null {
  const said = statusIn(diagnostic);
  if (status === null) return said;
  return /^\d\.0\.0$/.test(status) && said !== null ? said : status;
}

/** Where there is no diagnostic field, the words for a person around the recipient. */
function wordsOfText(text: string, recipient: string | null): string {
  const at = recipient === null ? -1 : text.toLowerCase().indexOf(recipient.toLowerCase());
  return at < 0
    ? ''
    : text
        .slice(at, at + 500)
        .replace(/\s+/g, ' ')
        .trim();
}
