/** What a framed email may load: what is in the message itself; and, where it is asked for, pictures from the web. */
const policy = (remoteImages: boolean) =>
  `default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src ${location.protocol}//${location.host} data: blob:${remoteImages ? ' https: http:' : ''}`;

/**
 * An email made ready for a frame: no script runs there by the sandbox, nothing is loaded but by the policy, and its
 * links lead nowhere, since a click on the picture of an email must not count as one or take the frame elsewhere.
 */
export function framed(html: string, options: { remoteImages: boolean }): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const old of page.querySelectorAll('base, meta[http-equiv="Content-Security-Policy" i], meta[http-equiv="refresh" i]'))
    old.remove();
  const csp = page.createElement('meta');
  csp.httpEquiv = 'Content-Security-Policy';
  csp.content = policy(options.remoteImages);
  const base = page.createElement('base');
  base.target = '_blank';
  page.head.prepend(csp, base);
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

/** Whether the message asks for pictures from the web. */
export const asksForRemoteImages = (html: string): boolean =>
  /<(?:img|input|video|source)\b[^>]*\s(?:src|srcset|poster)\s*=\s*["']?\s*(?:https?:)?\/\//i.test(html) ||
  /\sbackground\s*=\s*["']?\s*(?:https?:)?\/\//i.test(html) ||
  /url\(\s*["']?\s*(?:https?:)?\/\//i.test(html);
