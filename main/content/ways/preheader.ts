import { escapeHtml } from '#shared/content/escape.ts';

/**
 * Puts the line that inboxes show behind the subject at the head of a page that was written by hand, where nobody sees
 * it. What follows it keeps mail programs from filling the line up with the first words of the message.
 */
export function withPreheader(html: string, preheader: string): string {
  if (html === '' || preheader.trim() === '') return html;
  const hidden = `<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden">${escapeHtml(preheader)}${'&#847;&zwnj;&nbsp;'.repeat(20)}</div>`;
  const body = /<body\b(?:"[^"]*"|'[^']*'|[^"'<>])*>/i.exec(html);
  const at = body ? body.index + body[0].length : 0;
  return html.slice(0, at) + hidden + html.slice(at);
}
