import { randomBytes } from 'node:crypto';

/** A message whose links have become holes: a mark, the number of the link in `urls`, the mark again. */
type Prepared = {
  html: string;
  text: string;
  /** By chance for each send, so that nothing a contact brings along can look like a hole. */
  mark: string;
  /** The distinct web addresses that the message links to. */
  urls: string[];
};

// The start of a link up to its address; a button drawn for Outlook is one, too. Other attributes may stand before it, in quotes with a `>` inside; how many
// signs they may take is limited, or broken HTML of some megabytes would be searched to its end again and again.
const HREF =
  /(<(?:a(?:rea)?|v:roundrect)\s(?:[^>"']|"[^"]{0,4000}"|'[^']{0,4000}'){0,2000}?\bhref\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi;

// Merge tags are matched as part of it, so that a link with one is left whole.
const TEXT_LINK = /https?:\/\/(?:\{\{.*?\}\}|\{%.*?%\}|[^\s<>"{}])+/gi;

/**
 * Takes the web addresses out of a message and leaves holes. Addresses with merge tags stay as they are: a redirect
 * may only lead to what was registered, and theirs differ from person to person.
 */
export function prepareLinks(html: string, text = ''): Prepared {
  const mark = `~${randomBytes(9).toString('base64url')}~`;
  const numbers = new Map<string, number>();
  const hole = (url: string) => {
    const number = numbers.get(url) ?? numbers.size;
    numbers.set(url, number);
    return `${mark}${number}${mark}`;
  };
  const prepared = html.replace(HREF, (whole: string, start: string, double?: string, single?: string) => {
    const url = webAddress(decode(double ?? single ?? ''));
    return url ? `${start}"${hole(url)}"` : whole;
  });
  const preparedText = text.replace(TEXT_LINK, (whole: string) => {
    const end = endOfLink(whole);
    const url = webAddress(whole.slice(0, end));
    return url ? hole(url) + whole.slice(end) : whole;
  });
  return { html: prepared, text: preparedText, mark, urls: [...numbers.keys()] };
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

function webAddress(text: string): string | null {
  if (text.includes('{{') || text.includes('{%')) return null;
  const url = text.trim();
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}

/** Without the sentence around it: `(see https://x.example/a).` leads to `https://x.example/a`. */
function endOfLink(link: string): number {
  let end = link.length;
  for (;;) {
    const last = link[end - 1] ?? '';
    const closes = last === ')' && !link.slice(0, end).includes('(');
    if (!closes && !/[.,;:!?'*_\]’”»]/.test(last)) return end;
    end--;
  }
}

const decode = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
