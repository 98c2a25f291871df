import { expect, test } from 'vitest';
import { asksForRemoteImages } from './framed.ts';

test('pictures from the web are noticed wherever they hide', () => {
  for (const html of [
    '<img src="https://example.com/a.png">',
    "<IMG alt=x SRC = 'http://example.com/a.png'>",
    '<img src=//example.com/a.png>',
    '<img srcset="https://example.com/a.png 2x">',
    '<td background="https://example.com/a.png">',
    '<div style="background: url( https://example.com/a.png )">',
    '<style>body{background-image:url("//example.com/a.png")}</style>',
  ]) {
    expect(asksForRemoteImages(html), html).toBe(true);
  }
});

test('what is in the message, and a link, is no picture from the web', () => {
  for (const html of [
    '<img src="data:image/png;base64,AAAA">',
    '<a href="https://example.com/a.png">a picture</a>',
    '<p>See https://example.com/a.png</p>',
  ]) {
    expect(asksForRemoteImages(html), html).toBe(false);
  }
});
