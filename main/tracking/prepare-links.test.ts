import { describe, expect, it } from 'vitest';
import { fillLinks, prepareLinks, withPixel } from './prepare-links.ts';

const filled = (html: string) => {
  const prepared = prepareLinks(html);
  return { urls: prepared.urls, html: fillLinks(prepared.html, { mark: prepared.mark, address: (number) => `L${number}` }) };
};

describe('preparing links', () => {
  it('takes each distinct web address once, as a browser would read it', () => {
    expect(
      filled(
        '<a href="https://a.example/?x=1&amp;y=2">1</a> <a class="b" href=\'http://b.example\'>2</a> <a href="https://a.example/?x=1&amp;y=2">3</a>',
      ),
    ).toEqual({
      urls: ['https://a.example/?x=1&y=2', 'http://b.example'],
      html: '<a href="L0">1</a> <a class="b" href="L1">2</a> <a href="L0">3</a>',
    });
  });

  it('leaves addresses with merge tags, other schemes, fragments and what is no address alone', () => {
    const html =
      '<a href="https://x.example/{{ contact.id }}">1</a><a href="mailto:a@b.example">2</a><a href="#top">3</a>' +
      '<a href="javascript:alert(1)">4</a><a href="https://">5</a><a href="{{ unsubscribe_url }}">6</a><a name="x">7</a>';
    expect(filled(html)).toEqual({ urls: [], html });
  });

  it('leaves style sheets, images and texts that look like links alone', () => {
    const html =
      '<link href="https://f.example/x.css"><img src="https://i.example/x.png"><p>href="https://x.example"</p><abbr href="https://y.example">';
    expect(filled(html)).toEqual({ urls: [], html });
  });

  it('takes the address of a button that is drawn for Outlook', () => {
    const { html, urls } = filled('<!--[if mso]><v:roundrect href="https://a.example/" arcsize="9%"></v:roundrect><![endif]-->');
    expect(urls).toEqual(['https://a.example/']);
    expect(html).toContain('<v:roundrect href="L0" arcsize="9%">');
  });

  it('finds a link behind an attribute with a bracket in it', () => {
    expect(filled('<a title="a > b" href="https://x.example/">x</a>').html).toBe('<a title="a > b" href="L0">x</a>');
  });

  it('cannot be taken in by what a contact brings along', () => {
    const { html, mark } = prepareLinks('<a href="https://x.example">{{ name }}</a>');
    const merged = html.replace('{{ name }}', '~0~ ~AAAAAAAAAAAA~0~AAAAAAAAAAAA~');
    expect(fillLinks(merged, { mark, address: () => 'L' })).toBe('<a href="L">~0~ ~AAAAAAAAAAAA~0~AAAAAAAAAAAA~</a>');
  });

  it('comes to an end on hostile HTML', () => {
    for (const html of [`<a ${'"'.repeat(200_001)}`, '<a '.repeat(300_000), `<a ${"''".repeat(300_000)}`]) {
      expect(filled(html)).toEqual({ urls: [], html });
    }
  });
});

describe('the open pixel', () => {
  it('stands before the end of the body, or at the end where there is none', () => {
    expect(withPixel('<body>x</body></html>', 'https://p/o/1.gif')).toMatch(
      /^<body>x<img src="https:\/\/p\/o\/1\.gif"[^>]*alt=""[^>]*><\/body><\/html>$/,
    );
    expect(withPixel('x', 'https://p')).toMatch(/^x<img /);
  });
});

describe('preparing the links of plain text', () => {
  const filledText = (text: string, html = '') => {
    const prepared = prepareLinks(html, text);
    return { urls: prepared.urls, text: fillLinks(prepared.text, { mark: prepared.mark, address: (number) => `L${number}` }) };
  };

  it('takes each address that stands there, without the sentence around it', () => {
    expect(
      filledText(
        'The menu: https://a.example/?x=1&y=2.\n(see https://b.example/a), https://c.example/x_(y)! and <https://a.example/?x=1&y=2>',
      ),
    ).toEqual({
      urls: ['https://a.example/?x=1&y=2', 'https://b.example/a', 'https://c.example/x_(y)'],
      text: 'The menu: L0.\n(see L1), L2! and <L0>',
    });
  });

  it('knows the links of the HTML again', () => {
    expect(filledText('Bread: https://a.example/?x=1&y=2', '<a href="https://a.example/?x=1&amp;y=2">Bread</a>')).toEqual({
      urls: ['https://a.example/?x=1&y=2'],
      text: 'Bread: L0',
    });
  });

  it('leaves addresses with merge tags alone', () => {
    const text =
      'https://x.example/{{ contact.email }} {{ unsubscribe_url }} https://x.example/?a={{ a | default: "b" }}&c=1 mailto:a@b.example';
    expect(filledText(text)).toEqual({ urls: [], text });
  });
});
