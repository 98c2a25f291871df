import type { Letter } from '../../delivery/delivery.ts';
import { publicHeaders } from './page.ts';

/** The design may show pictures and bring its own styles; it runs nothing, posts nothing and is in nobody's frame. */
export const viewHeaders = {
  ...publicHeaders,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data: https: http:',
    'font-src data: https:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
  ].join('; '),
};

/** The message as a page of its own: pictures that travel inside of it are put where the HTML shows them. */
export function viewPage({ html, inline }: Pick<Letter, 'html' | 'inline'>): string {
  const images = new Map(inline.map((image) => [image.cid, `data:${image.type};base64,${image.base64}`]));
  return html.replace(/cid:([\w.@-]+)/g, (whole, cid: string) => images.get(cid) ?? whole);
}
