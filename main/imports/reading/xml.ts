import { SaxesParser } from 'saxes';
import { damaged, tooLarge } from './damaged.ts';

export type Attributes = Readonly<Record<string, string>>;
export type XmlEvents = {
  open: (name: string, attributes: Attributes) => void;
  close: (name: string) => void;
  text: (text: string) => void;
};

/** No text between two tags of a table is as long; reading on would only fill the memory. */
const LONGEST_TEXT = 16 * 1024 * 1024;

/** Tells the tags of a document as it is fed in pieces, by their names without a prefix. */
export function xmlReader(events: XmlEvents): { push: (piece: Uint8Array) => void; end: () => void } {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decode = new TextDecoder();
  let since = 0;
  parser.on('opentag', ({ name, attributes }) => {
    since = 0;
    events.open(local(name), attributes as Attributes);
  });
  parser.on('closetag', ({ name }) => {
    since = 0;
    events.close(local(name));
  });
  parser.on('text', events.text);
  parser.on('cdata', events.text);
  parser.on('error', (error) => {
    throw damaged('a table in it is not written as it has to be', error);
  });
  return {
    push: (piece) => {
      since += piece.length;
      parser.write(decode.decode(piece, { stream: true }));
      if (since > LONGEST_TEXT) throw tooLarge('one of its cells is enormous');
    },
    end: () => {
      parser.write(decode.decode());
      parser.close();
    },
  };
}

/** Hands the whole of a small document to listeners. */
export function readXml(text: string, events: Partial<XmlEvents>): void {
  const reader = xmlReader({ open: () => {}, close: () => {}, text: () => {}, ...events });
  reader.push(Buffer.from(text));
  reader.end();
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** An attribute by its name without a prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (attributes[name] !== undefined) return attributes[name];
  const prefixed = Object.keys(attributes).find((key) => local(key) === name);
  return prefixed === undefined ? undefined : attributes[prefixed];
}
