/** How a mail program may show a message otherwise than it was made. */
export type Look = 'plain' | 'dark' | 'dark-partly' | 'dark-wholly' | 'images-off';

/** A message as some mail programs show it. What these do on the fly is done to the HTML here; nothing of it is ever sent. */
export function lookedAt(html: string, look: Look): string {
  if (look === 'plain') return html;
  const page = new DOMParser().parseFromString(html, 'text/html');
  if (look === 'images-off') withoutImages(page);
  else if (look === 'dark') inDarkScheme(page);
  else recoloured(page, look === 'dark-wholly');
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

function withoutImages(page: Document): void {
  for (const image of page.querySelectorAll('img')) {
    image.removeAttribute('src');
    image.removeAttribute('srcset');
    image.style.outline = '1px dashed #9a948a';
    image.style.outlineOffset = '-1px';
    image.style.background = '#f1efeb';
    image.style.minHeight = '24px';
  }
  for (const element of page.querySelectorAll<HTMLElement>('[background], [style*="url("]')) {
    element.removeAttribute('background');
    element.style.backgroundImage = 'none';
  }
  for (const sheet of page.querySelectorAll('style'))
    sheet.textContent = (sheet.textContent ?? '').replace(/url\([^)]*\)/gi, 'none');
}

/** What a message says for dark itself. A program that follows it darkens its own page and leaves the rest as it is. */
function inDarkScheme(page: Document): void {
  for (const sheet of page.querySelectorAll('style'))
    sheet.textContent = (sheet.textContent ?? '').replace(
      /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi,
      (_, scheme: string) => (scheme.toLowerCase() === 'dark' ? '(min-width: 0)' : '(max-width: 0)'),
    );
}

const COLOURS = /#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|rgba?\(\s*\d+\s*,\s*\d+\s*,\s*\d+(?:\s*,\s*[\d.]+)?\s*\)/gi;
const BACKGROUND = /^(background|background-color|bgcolor)$/;
const FOREGROUND = /^(color|border(-(top|right|bottom|left))?(-color)?)$/;

/**
 * Partly: light backgrounds become dark and dark words light, what is dark already stays (Outlook.com, Gmail on Android).
 * Wholly: every colour is turned round, dark designs become light (Outlook on Windows, Gmail on iPhones).
 */
function recoloured(page: Document, wholly: boolean): void {
  const background = (color: string) => turned(color, (light) => wholly || light > 0.5);
  const foreground = (color: string) => turned(color, (light) => wholly || light < 0.5);
  const declared = (css: string) =>
    css.replace(/([a-z-]+)\s*:\s*([^;{}]+)/gi, (whole, property: string, value: string) => {
      if (BACKGROUND.test(property.toLowerCase())) return `${property}:${value.replace(COLOURS, background)}`;
      return FOREGROUND.test(property.toLowerCase()) ? `${property}:${value.replace(COLOURS, foreground)}` : whole;
    });
  for (const element of page.querySelectorAll<HTMLElement>('[style]'))
    element.setAttribute('style', declared(element.getAttribute('style') ?? ''));
  for (const element of page.querySelectorAll('[bgcolor]'))
    element.setAttribute('bgcolor', (element.getAttribute('bgcolor') ?? '').replace(COLOURS, background));
  for (const element of page.querySelectorAll('font[color]'))
    element.setAttribute('color', (element.getAttribute('color') ?? '').replace(COLOURS, foreground));
  for (const sheet of page.querySelectorAll('style')) sheet.textContent = declared(sheet.textContent ?? '');
  // What the message says nothing of is the program's own: light words on its dark page.
  const own = page.createElement('style');
  own.textContent = 'body{background:#1b1b1b;color:#e8e8e8}a{color:#8ab4f8}';
  page.head.prepend(own);
}

/** A colour with its lightness turned round where `when` says so; hue and saturation stay. */
export function turned(color: string, when: (lightness: number) => boolean): string {
  const channels = color.startsWith('#')
    ? (color.length === 4 ? [...color.slice(1)].map((digit) => digit + digit) : (color.slice(1).match(/../g) ?? [])).map((part) =>
        Number.parseInt(part, 16),
      )
    : (color.match(/[\d.]+/g) ?? []).map(Number);
  const [red = 0, green = 0, blue = 0, alpha] = channels;
  const [most, least] = [Math.max(red, green, blue) / 255, Math.min(red, green, blue) / 255];
  const light = (most + least) / 2;
  if (!when(light)) return color;
  // White does not become quite black, as in the programs themselves.
  const next = 0.1 + (1 - light) * 0.85;
  // As colourful as before: by its saturation a near white would become brown.
  const saturation = Math.min(1, (most - least) / (1 - Math.abs(2 * next - 1)));
  const tone = `${Math.round(hueOf(red, green, blue))} ${Math.round(saturation * 100)}% ${Math.round(next * 100)}%`;
  return alpha === undefined ? `hsl(${tone})` : `hsl(${tone} / ${alpha})`;
}

function hueOf(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range === 0) return 0;
  const hue = most === red ? (green - blue) / range : most === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  return (hue * 60 + 360) % 360;
}
