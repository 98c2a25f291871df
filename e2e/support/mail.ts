/** A message taken apart by hand, so that no library that also writes mail says what is right. */
export type RawMessage = {
  lines: string[];
  /** By name in small letters, in their order, unfolded. */
  headers: Map<string, string[]>;
  body: string;
};

export function takeApart(raw: Buffer): RawMessage {
  const text = raw.toString('latin1');
  const end = text.indexOf('\n\n');
  const headers = new Map<string, string[]>();
  for (const line of text
    .slice(0, end)
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')) {
    const [, name = '', value = ''] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value]);
  }
  return { lines: text.split('\n'), headers, body: text.slice(end + 2) };
}

/** RFC 2047, as much of it as a header may hold. */
export function decodeWords(value: string): string {
  return value
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(/(?:=\?utf-8\?B\?[A-Za-z0-9+/=]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(/\?B\?([^?]*)\?=/gi)].map(([, letters]) => Buffer.from(letters ?? '', 'base64')),
      ).toString(),
    );
}

/** The bodies of all parts of a kind, decoded from quoted-printable. */
export function partsOf({ body, headers }: RawMessage, type: string): string[] {
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type')?.[0] ?? '')?.[1];
  if (boundary === undefined) return [];
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => takeApart(Buffer.from(part.replace(/^\n/, ''), 'latin1')))
    .flatMap((part) => {
      const own = part.headers.get('content-type')?.[0] ?? '';
      if (own.startsWith('multipart/')) return partsOf(part, type);
      return own.startsWith(type) ? [fromQuotedPrintable(part.body)] : [];
    });
}

function fromQuotedPrintable(text: string): string {
  const octets = text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(octets, 'latin1').toString('utf8');
}
