import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { token } from '../base/ids.ts';
import { type Purpose, readToken, writeToken } from './tokens.ts';

const key = token();
const purposes: Purpose[] = ['open', 'click', 'unsubscribe', 'view', 'preferences', 'confirm'];

describe('a token in a link', () => {
  it('says again what it was made for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 50 }), fc.option(fc.integer({ min: 1, max: 2 ** 50 })), (messageId, linkId) => {
        expect(readToken(key, 'click', writeToken(key, 'click', messageId, linkId))).toEqual({ messageId, linkId });
      }),
    );
  });

  it('is worth nothing for another purpose, another message, another link or under another key', () => {
    const written = writeToken(key, 'unsubscribe', 7);
    const signature = written.split('.')[1];
    for (const purpose of purposes.filter((other) => other !== 'unsubscribe'))
      expect(readToken(key, purpose, written)).toBeNull();
    expect(readToken(key, 'unsubscribe', `8.${signature}`)).toBeNull();
    expect(readToken(key, 'unsubscribe', `7-1.${signature}`)).toBeNull();
    expect(readToken(token(), 'unsubscribe', written)).toBeNull();
  });

  it('is refused when it is malformed, whatever it looks like', () => {
    const written = writeToken(key, 'open', 7);
    const bad = [
      '',
      '.',
      '7',
      `${written}x`,
      written.slice(1),
      written.slice(0, -1),
      `-${written}`,
      `07${written}`,
      '__proto__',
      '../7',
    ];
    for (const text of bad) expect(readToken(key, 'open', text)).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => readToken(key, 'open', text) === null));
  });

  it('needs no escaping in a path', () => {
    expect(writeToken(key, 'click', 123_456_789, 42)).toMatch(/^[a-z0-9]+-[a-z0-9]+\.[A-Za-z0-9_-]{22}$/);
  });
});
