import { invalid } from '../base/errors.ts';

type ImageFacts = { type: string; extension: string; width: number; height: number };

/** What an image is, read from its bytes: its name may say anything. Throws for what is no PNG, JPEG, GIF or WebP. */
export function imageFacts(data: Buffer): ImageFacts {
  const facts = png(data) ?? gif(data) ?? webp(data) ?? jpeg(data);
  if (!facts) throw invalid('media.not-an-image', 'This is not a PNG, JPEG, GIF or WebP image.');
  return facts;
}

function png(data: Buffer): ImageFacts | null {
  if (data.length < 24 || data.readUInt32BE(0) !== 0x89504e47 || data.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { type: 'image/png', extension: 'png', width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
}

function gif(data: Buffer): ImageFacts | null {
  if (data.length < 10 || !/^GIF8[79]a/.test(data.toString('latin1', 0, 6))) return null;
  return { type: 'image/gif', extension: 'gif', width: data.readUInt16LE(6), height: data.readUInt16LE(8) };
}

function webp(data: Buffer): ImageFacts | null {
  if (data.length < 30 || data.toString('latin1', 0, 4) !== 'RIFF' || data.toString('latin1', 8, 12) !== 'WEBP') return null;
  const kind = data.toString('latin1', 12, 16);
  const facts = { type: 'image/webp', extension: 'webp' };
  if (kind === 'VP8X') return { ...facts, width: data.readUIntLE(24, 3) + 1, height: data.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8 ') return { ...facts, width: data.readUInt16LE(26) & 0x3fff, height: data.readUInt16LE(28) & 0x3fff };
  const bits = data.readUInt32LE(21);
  return { ...facts, width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

/** A JPEG says its size in the first frame header, behind segments of any length. */
function jpeg(data: Buffer): ImageFacts | null {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < data.length && data[at] === 0xff) {
    const marker = data[at + 1] ?? 0;
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { type: 'image/jpeg', extension: 'jpg', width: data.readUInt16BE(at + 7), height: data.readUInt16BE(at + 5) };
    at += 2 + data.readUInt16BE(at + 2);
  }
  return null;
}
