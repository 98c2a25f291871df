import { simpleParser } from 'mailparser';

/** A mail as the readers need it: its headers, the words that a person would read, and the parts that machines wrote. */
export type Mail = {
  /** All values of a header, decoded and unfolded, in their order. */
  headers: (name: string) => string[];
  contentType: string;
  subject: string;
  /** The sender's address in small letters, and their name. */
  from: string;
  fromName: string;
  text: string;
  /** Each part of a kind that is no text, as text. */
  parts: (type: RegExp) => string[];
};

/** Above this a part is not looked into: a report is short, what it returns need not be. */
const LONGEST = 200_000;
/** Addresses in a header take time to be told apart. */
const LONGEST_HEAD = 64 * 1024;

/** Reads a mail, or as much of it as there is. */
export async function openMail(raw: Buffer): Promise<Mail> {
  const options = {
    keepDeliveryStatus: true,
    // What a report returns stays a part of its own instead of flowing into the text.
    ignoreEmbedded: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
    // What it makes of HTML would be worth the time only for a mail that somebody reads.
    skipHtmlToText: true,
    maxHeadSize: LONGEST_HEAD,
  };
  const parsed = await simpleParser(raw, options);
  const lines = parsed.headerLines.map(({ key, line }) => ({ key, value: unfold(line.slice(line.indexOf(':') + 1)) }));
  const headers = (name: string) => lines.filter(({ key }) => key === name).map(({ value }) => value);
  const [sender] = parsed.from?.value ?? [];
  return {
    headers,
    contentType: headers('content-type')[0]?.toLowerCase() ?? '',
    subject: parsed.subject ?? '',
    from: (sender?.address ?? '').toLowerCase(),
    fromName: sender?.name ?? '',
    text: plain(parsed.text?.trim() || textOf(parsed.html || '')),
    parts: (type) =>
      parsed.attachments
        .filter(({ contentType }) => type.test(contentType))
        .map(({ content }) => content.subarray(0, LONGEST).toString('utf8').replace(/\r\n?/g, '\n')),
  };
}

const unfold = (value: string): string => value.replace(/\r?\n[ \t]+/g, ' ').trim();

const plain = (text: string): string =>
  text
    .slice(0, LONGEST)
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ');

/** The words of a page, each block on a line of its own: enough to find an address and what is said about it. */
const textOf = (html: string): string =>
  html
    .slice(0, LONGEST)
    .replace(/<(style|script|title)\b[^<>]{0,500}>[^<]{0,20000}<\/\1>/gi, ' ')
    .replace(/<(?:br|\/?(?:p|div|tr|li|h[1-6]|table|pre))\b[^<>]{0,2000}>/gi, '\n')
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/&(lt|gt|amp|quot|nbsp|#39|#64);/gi, (_, name: string) => ENTITIES[name.toLowerCase()] ?? ' ')
    .replace(/[ \t]+/g, ' ');

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", '#64': '@' };
