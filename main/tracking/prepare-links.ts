import { randomBytes } from 'node:crypto';

/** HTML whose links have become holes: a mark, the number of the link in `urls`, the mark again. */
type PreparedHtml = {
  html: string;
  /** By chance for each send, so that nothing a contact brings along can look like a hole. */
  mark: string;
  /** The distinct web addresses that the message links to. */
  urls: string[];
};

// The start of a link up to its address. Other attributes may stand before it, in quotes with a `>` inside; how many
// signs they may take is limited, or broken HTML of some megabytes would be searched to its end again and again.
const HREF = /(<a(?:rea)?\s(?:[^>"']|"[^"]{0,4000}"|'[^']{0,4000}'){0,2000}?\bhref\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi;

/**
 * Takes the web addresses out of a message and leaves holes. Addresses with merge tags stay as they are: a redirect
 * may only lead to what was registered, and theirs differ from person to person.
 */
export function prepareLinks(html: string): PreparedHtml {
  const mark = `~${randomBytes(9).toString('base64url')}~`;
  const numbers = new Map<string, number>();
  const prepared = html.replace(HREF, (whole: string, start: string, double?: string, single?: string) => {
    const url = webAddress(double ?? single ?? '');
    if (!url) return whole;
    const number = numbers.get(url) ?? numbers.size;
    numbers.set(url, number);
    return `${start}"${mark}${number}${mark}"`;
  });
  return { html: prepared, mark, urls: [...numbers.keys()] };
}

/** Fills the holes of one message. Every second piece between marks is the number of a link. */
export function fillLinks(html: string, options: { mark: string; address: (number: number) => string }): string {
  const pieces = html.split(options.mark);
  let filled = pieces[0] ?? '';
  for (let index = 1; index < pieces.length; index += 2) {
    filled += options.address(Number(pieces[index])) + (pieces[index + 1] ?? '');
  }
  return filled;
}

/** The picture that tells of an opening, put where it shows least. */
export function withPixel(html: string, address: string): string {
  const pixel = `<img src="${address}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0">`;
  const end = html.lastIndexOf('</body>');
  return end < 0 ? html + pixel : html.slice(0, end) + pixel + html.slice(end);
}

function webAddress(attribute: string): string | null {
  if (attribute.includes('{{') || attribute.includes('{%')) return null;
  const url = decode(attribute).trim();
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}

const decode = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
