/** Signs for two bytes beside each other: many pairs share one. */
export const PAIRS = 128;
const ALL = 0x1_0000;
/** What more people than this have is the same sign for all such pairs: it leaves too many to be of use. */
const USUAL = 0.65;
const USELESS = 0;

/** The pairs of a text, one after the other. */
export const pairsOf = (text: Uint8Array): number[] =>
  Array.from(text.subarray(1), (byte, at) => ((text[at] as number) << 8) | byte);

/** The sign of each pair while nothing is known of the texts. */
export const spreadOut: Readonly<Uint8Array> = new Uint8Array(ALL).map(
  (_, pair) => (Math.imul(pair, 0x9e37_79b1) >>> 16) % PAIRS,
);

/**
 * The sign of each pair, so that about as many people have any of them: what is frequent in some texts has one for itself, and
 * what is rare shares one with what is rare. By chance, a rare pair would often share one with what nearly everybody has.
 */
export function sharedOut(texts: Uint8Array, people: number): Uint8Array {
  const times = new Uint32Array(ALL);
  for (let at = 1; at < texts.length; at++) {
    const pair = ((texts[at - 1] as number) << 8) | (texts[at] as number);
    times[pair] = (times[pair] as number) + 1;
  }
  const signOf = spreadOut.map((sign) => sign || 1);
  const shares = new Float64Array(PAIRS);
  shares[USELESS] = Number.POSITIVE_INFINITY;
  const seen = Array.from(times.keys()).filter((pair) => (times[pair] as number) > 0);
  for (const pair of seen.sort((a, b) => (times[b] as number) - (times[a] as number))) {
    const share = (times[pair] as number) / people;
    const sign = share > USUAL ? USELESS : shares.indexOf(Math.min(...shares));
    signOf[pair] = sign;
    shares[sign] = (shares[sign] as number) + share;
  }
  return signOf;
}
