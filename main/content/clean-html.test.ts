import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutTags } from '#shared/content/liquid-tags.ts';
import { plainOf } from '#shared/content/plain.ts';
import { cleanMailHtml, cleanRich } from './clean-html.ts';
import { dangers } from './testing.ts';

describe('HTML from outside', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href=" &#106;avascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<style>@import "javascript:alert(1)"</style><p style="width:expression(alert(1))">x</p>',
    '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<p title="{{ \'"><script>alert(1)</script>\' }}">x</p>',
    "{{ '<img src=x onerror=alert(1)>' }}",
    '<!--[if !mso]><!--><script>alert(1)</script><!--<![endif]-->',
    '<!--[if mso]>--><script>alert(1)</script><![endif]-->',
    '<form action="https://evil.example"><input name=q></form>',
    '<object data="x"></object><embed src="x"><base href="https://evil.example/">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    'lptag0q{{ x }}<script>1</script>',
    '<!--[if --><img src=x onerror=alert(1)>]>x<![endif]-->',
    '<!--[if mso]>--!><script>alert(1)</script><![endif]-->',
    '<p title="<!--[if mso]>"><img src=x onerror=alert(1)><![endif]-->">x</p>',
    '<style><!--[if mso]></style><img src=x onerror=alert(1)><![endif]--></style>',
    "<!--[if mso]>{{ '--' }}><script>alert(1)</script><![endif]-->",
    '<!--[if mso]>-{% assign a = 1 %}-><img src=x onerror=alert(1)><![endif]-->',
    "<!--[if mso]>{{ '--' -}} ><img src=x onerror=alert(1)><![endif]-->",
    '<a href="{% assign a = 1 %}javascript:alert(1)">x</a>',
    '<td background="javascript:alert(1)">x</td>',
    '<area href="java&#9;script:alert(1)">',
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    '<p style="width:exp/**/ression(alert(1))">x</p>',
    '<title><style></title><img src=x onerror=alert(1)></style>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  ];

  it.each(hostile)('is harmless afterwards, as rich text and as mail: %s', (source) => {
    expect(dangers(cleanRich(source))).toEqual([]);
    expect(dangers(cleanMailHtml(source))).toEqual([]);
    expect(cleanMailHtml(source)).not.toMatch(/image\/svg|expression|http-equiv="refresh/);
    // Also when the logic in it is left out, as in the editor.
    expect(dangers(withoutTags(cleanMailHtml(source)))).toEqual([]);
  });

  it('keeps what rich text may hold, and merge tags as they were meant', () => {
    const source = '<p>A <strong>bold</strong> <a href="https://hearth.example/?a=1&amp;b=2">link</a></p><ul><li>One</li></ul>';
    expect(cleanRich(source)).toBe(source);
    expect(cleanRich('<p>{{ contact.first_name | default: "you" }}</p>')).toBe(
      "<p>{{ contact.first_name | default: 'you' }}</p>",
    );
    expect(cleanRich('<p>{% if contact.fields.n &lt; 3 %}few{% endif %}</p>')).toBe(
      '<p>{% if contact.fields.n < 3 %}few{% endif %}</p>',
    );
    expect(cleanRich('<a href="{{ unsubscribe_url }}">out</a>')).toBe('<a href="{{ unsubscribe_url }}">out</a>');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 80 })), (source) => {
        const once = cleanRich(source);
        expect(cleanRich(once)).toBe(once);
      }),
    );
  });

  it('keeps a whole page of mail with its styles and Outlook’s conditions', () => {
    const page =
      '<!doctype html><html><head><style>p{color:red}</style></head><body><!--[if mso]><table><![endif]--><p style="color:red">a</p></body></html>';
    expect(cleanMailHtml(page)).toBe(page);
  });

  it('keeps conditions for Outlook with merge tags in them, and drops other comments', () => {
    const button = '<!--[if mso]><v:roundrect href="{{ contact.fields.site }}" style="width:{{ w }}px"><![endif]-->';
    expect(cleanMailHtml(`${button}<p>a</p>`)).toBe(`${button}<p>a</p>`);
    expect(cleanMailHtml('<!--[if !mso]><!--><p>a</p><!--<![endif]-->')).toBe('<!--[if !mso]><!--><p>a</p><!--<![endif]-->');
    expect(cleanMailHtml('<!-- a note --><p>a</p>')).toBe('<p>a</p>');
    expect(cleanRich('<!--[if mso]>x<![endif]--><p>a</p>')).toBe('<p>a</p>');
  });

  it('keeps style sheets, without what would begin an element in one', () => {
    expect(cleanMailHtml('<style>@media (width > 1px){p>b{color:red}}</style>')).toBe(
      '<style>@media (width > 1px){p>b{color:red}}</style>',
    );
    expect(cleanMailHtml('<style><!-- p{color:red} --></style>')).toBe('<style> p{color:red} </style>');
  });

  it('is refused when it is nested without end', () => {
    expect(() => cleanMailHtml('<div>'.repeat(200_000))).toThrow(/opens thousands/);
    expect(() => cleanRich('<b>'.repeat(200_000))).toThrow(/opens thousands/);
  });

  // Work that grows with the square of the length would take minutes here.
  it.each([
    '{{',
    '<!--[if x]>',
    '<!--[if x]>-->',
    '<',
    '<a href=""></a>',
    '<div></div>',
    '{{ < ',
    '<style></style>',
    'words and <b>more</b> ',
  ])(
    'gets through a megabyte of %s',
    (piece) => {
      const source = piece.repeat(1_000_000 / piece.length);
      cleanMailHtml(source);
      expect(typeof plainOf(cleanRich(source))).toBe('string');
    },
    20_000,
  );
});
