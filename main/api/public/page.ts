import { createHash } from 'node:crypto';
import { escapeText } from '#shared/content/escape.ts';

const STYLE = `:root{color-scheme:light dark;--paper:#faf7f1;--ink:#211c16;--ink-2:#5d554a;--line:#e5ddcf;--accent:#b93a1a;--press:#a03015;--on:#fffaf5}
@media(prefers-color-scheme:dark){:root{--paper:#161412;--ink:#efe8dc;--ink-2:#b5ab9b;--line:#322d27;--accent:#e9704c;--press:#f08663;--on:#1b110c}}
*{box-sizing:border-box}html{height:100%}
body{margin:0;min-height:100%;display:grid;place-items:center;padding:2.5rem 1.5rem;background:var(--paper);color:var(--ink);font:400 1rem/1.6 system-ui,-apple-system,"Segoe UI",sans-serif}
main{width:100%;max-width:30rem;padding-block:2rem;border-block:1px solid var(--line)}
h1{margin:0 0 .75rem;font:500 1.75rem/1.2 Newsreader,"Iowan Old Style","Palatino Linotype",Georgia,serif;letter-spacing:-.012em;text-wrap:balance}
p{margin:0 0 1rem;color:var(--ink-2);overflow-wrap:anywhere}p strong{color:var(--ink);font-weight:600}
form{margin:1.75rem 0 0}button{font:inherit;font-weight:600;line-height:1;padding:.85rem 1.4rem;border:0;border-radius:5px;background:var(--accent);color:var(--on);cursor:pointer}
button:hover{background:var(--press)}button:focus-visible{outline:2px solid var(--ink);outline-offset:3px}
fieldset{margin:0 0 1.5rem;padding:0;border:0;border-bottom:1px solid var(--line)}legend{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
ul{margin:0;padding:0;list-style:none}li{display:flex;align-items:flex-start;gap:.9rem;padding-inline:.25rem;border-top:1px solid var(--line)}
input[type=checkbox]{flex:none;width:1.4rem;height:1.4rem;margin:1rem 0;accent-color:var(--accent)}input:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
label{flex:1;min-width:0;padding-block:.9rem;overflow-wrap:anywhere;cursor:pointer}.note{display:block;font-size:.875rem;color:var(--ink-2)}
a{color:var(--ink);text-underline-offset:.2em}a:focus-visible{outline:2px solid var(--ink);outline-offset:3px}
.quiet{background:none;color:var(--ink);box-shadow:inset 0 0 0 1px var(--ink-2)}.quiet:hover{background:var(--line)}
.done{padding:.75rem 1rem;border-left:3px solid var(--accent);background:color-mix(in srgb,var(--accent) 8%,transparent);color:var(--ink)}
p:last-child{margin-bottom:0}.small{margin-top:1.5rem;font-size:.875rem}`;

/** Only this very style, no script, no picture, nothing from elsewhere, in nobody's frame; the form may post to where it came from. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of everything that recipients reach: nothing is kept, indexed, guessed at or told to the next page. */
export const publicHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};

export const pageHeaders = { ...publicHeaders, 'content-security-policy': POLICY, 'content-type': 'text/html; charset=utf-8' };

/** A page as recipients see it. `bodyHtml` is HTML: what comes from elsewhere is escaped in it. */
export const page = (title: string, bodyHtml: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<title>${escapeText(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeText(title)}</h1>
${bodyHtml}
</main>
</body>
</html>
`;

/** What an unsubscribe page says. `lists` are names; of none it is about everything from this sender. */
type UnsubscribePage = { email: string; sender: string; lists: readonly string[]; test: boolean };

export const strong = (text: string) => `<strong>${escapeText(text)}</strong>`;

const whatOf = ({ sender, lists }: UnsubscribePage): string => {
  if (lists.length === 0) return sender ? `emails from ${strong(sender)}` : 'these emails';
  const names = lists.map(strong);
  const last = names.pop();
  return names.length === 0 ? `${last}` : `${names.join(', ')} and ${last}`;
};

/** `preferences` is where single lists can be chosen instead. */
export const askPage = (facts: UnsubscribePage, preferences: string): string =>
  page(
    'Unsubscribe?',
    facts.test
      ? '<p>This is a test message. From the real one, this page unsubscribes its reader; here it changes nothing.</p>'
      : `<p>${strong(facts.email)} will receive no more of ${whatOf(facts)}.</p>
<form method="post"><button type="submit">Unsubscribe</button></form>
<p class="small">Nothing changes until you press the button. If you came here by accident, just close this page.</p>
<p class="small"><a href="${escapeText(preferences)}">Choose what you receive instead</a></p>`,
  );

export const donePage = (facts: UnsubscribePage): string =>
  page(
    facts.test ? 'Nothing was changed' : 'You are unsubscribed',
    facts.test
      ? '<p>This is a test message: it belongs to nobody’s subscription.</p>'
      : `<p role="status">${strong(facts.email)} will receive no more of ${whatOf(facts)}. A message that is already under way may still arrive.</p>`,
  );

export const missingPage = page(
  'This page does not exist',
  '<p>The link may be incomplete, or what it led to is no longer there. Try to open it again from the email itself.</p>',
);

export const brokenPage = page(
  'Something went wrong',
  '<p>That is not your doing. Please try again in a few minutes; if it happens again, answer the email and say so.</p>',
);
