const paragraph =
  'Spring is here and so are our new arrivals: see what has changed, read the guide and save ten percent this week. ';
const links = ['https://shop.example/new', 'https://shop.example/guide?week=12', 'https://shop.example/offers'];

/** Some 10 KB, of which 7 are HTML: what a newsletter of a few blocks weighs. */
export const html = (name: string, unsubscribe: string, link: (url: string) => string): string =>
  `<!doctype html><html><body style="font-family:sans-serif"><h1>Dear ${name}</h1>` +
  `<p style="margin:0 0 12px">${paragraph}</p>`.repeat(44) +
  links.map((url) => `<p><a href="${link(url)}">See more</a></p>`).join('') +
  `<p><a href="${unsubscribe}">Unsubscribe</a></p></body></html>`;

export const text = (name: string, unsubscribe: string): string =>
  `Dear ${name}\n\n${paragraph.repeat(24)}\n${links.join('\n')}\n\nUnsubscribe: ${unsubscribe}\n`;
