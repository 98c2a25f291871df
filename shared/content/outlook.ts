const BEGIN = '<outlook-shows-not></outlook-shows-not>';
const END = '<outlook-shows-again></outlook-shows-again>';

/**
 * Marks around what Outlook must not show, for MJML to carry along. No text can pretend to be one: whatever was typed
 * stands escaped, and HTML that was cleaned has no such element.
 */
export const withoutOutlook = (mjml: string): string => `<mj-raw>${BEGIN}</mj-raw>${mjml}<mj-raw>${END}</mj-raw>`;

/**
 * Puts Outlook's own conditions where the marks are. It cannot hide by a style, and reads no condition inside of another:
 * so within the marks all that is meant for it alone goes.
 */
export const hideFromOutlook = (html: string): string =>
  html
    .split(BEGIN)
    .map((piece, at) => {
      const end = at === 0 ? -1 : piece.indexOf(END);
      if (end === -1) return piece;
      return `<!--[if !mso]><!-->${withoutConditions(piece.slice(0, end))}<!--<![endif]-->${piece.slice(end + END.length)}`;
    })
    .join('');

const withoutConditions = (html: string): string =>
  html
    .replace(/<!--\[if !mso\]><!-->|<!--<!\[endif\]-->/g, '')
    .replace(/<!--\[if [^\]]*\bmso\b[^\]]*\]>(?!<!)[\s\S]*?<!\[endif\]-->/g, '');
