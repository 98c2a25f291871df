import chardet from 'chardet';
import { type Encoding, encoding } from '#shared/rpc/imports.ts';

/** What lower-case letters beyond ASCII a language has. */
const alphabets = [
  'äöüß',
  'àâæçéèêëîïôœùûüÿ',
  'áéíñóúü',
  'àèéìíîòóùú',
  'áâãàçéêíóôõúü',
  'éëïöüèáóúê',
  'æøåéöäü',
  'åäöéü',
  'áðéíóúýþæö',
  'ąćęłńóśźż',
  'áčďéěíňóřšťúůýž',
  'áäčďéíĺľňóôŕšťúýž',
  'áéíóöőúüű',
  'ăâîșțşţ',
  'čćđšž',
  'äöüõšž',
  'āčēģīķļņšūž',
  'ąčęėįšųūž',
  'çğıöşüâîûi\u0307',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’',
  'абвгдежзийклмнопрстуфхцчшщъьюя',
  'абвгдђежзијклљмнњопрстћуфхцчџш',
  'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ',
].map((letters) => new Set(letters));

const letter = /\p{L}/u;
const upper = /\p{Lu}/u;
const lower = /\p{Ll}/u;
const latin = /\p{Script=Latin}/u;
const east = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uffee]/u;
const unreadable = /[\ufffd\u0080-\u009f\ue000-\uf8ff]/;
const usualSign = /[“”„‚‘’–—…€£§°«»·•№®©\u00a0´¿¡½ªº]/;

type Legacy = Exclude<Encoding, 'utf-8' | 'utf-16le' | 'utf-16be'>;
const candidates = encoding.options.filter((name): name is Legacy => !name.startsWith('utf'));

/**
 * The encoding in which lines make most sense: letters that stand together in some language, capitals at the front of
 * words, no signs in the middle of them. What decides no more goes to the encoding that is met most often.
 */
export function likeliestEncoding(bytes: Uint8Array): Legacy {
  const voted = new Map(chardet.analyse(bytes).map(({ name, confidence }) => [ours(name), confidence]));
  const scored = candidates.map((name, index) => ({
    name,
    score: sense(new TextDecoder(name).decode(bytes), name) - 0.004 * index + 0.0002 * (voted.get(name) ?? 0),
  }));
  return scored.reduce((best, other) => (other.score > best.score ? other : best)).name;
}

/** What browsers read by another name, since it holds all that the first does. */
function ours(name: string): string {
  const lower = name.toLowerCase();
  if (lower === 'iso-8859-1') return 'windows-1252';
  if (lower === 'iso-8859-7') return 'windows-1253';
  return lower === 'iso-8859-9' ? 'windows-1254' : lower;
}

function sense(text: string, name: Legacy): number {
  const common = name === 'gb18030' ? commonHan.gb18030() : name === 'shift_jis' ? commonHan.shift_jis() : null;
  let points = 0;
  let letters = 0;
  let signs = 0;
  const foreign: string[] = [];
  const all = [...text];
  all.forEach((sign, at) => {
    if (sign <= '\u007f') return;
    const before = all[at - 1] ?? ' ';
    const after = all[at + 1] ?? ' ';
    if (unreadable.test(sign)) {
      signs++;
      points -= 3;
    } else if (east.test(sign)) {
      signs++;
      const alone = /[A-Za-z]/.test(before) || /[A-Za-z]/.test(after);
      points += alone ? -1 : common?.has(sign) ? 1 : /[\uff61-\uff9f]/.test(sign) ? 0.2 : -0.5;
    } else if (letter.test(sign)) {
      const mixed = [before, after].some((other) => letter.test(other) && latin.test(other) !== latin.test(sign));
      const turned = (upper.test(sign) && lower.test(before)) || (lower.test(sign) && upper.test(after));
      const digit = /\d/.test(before) || /\d/.test(after);
      const alone = !letter.test(before) && !letter.test(after);
      if (alone && !digit) {
        signs++;
        points += 0.3;
      } else if (mixed || turned || digit) {
        signs++;
        points -= mixed ? 1 : 0.5;
      } else {
        letters++;
        foreign.push(sign.toLowerCase());
      }
    } else {
      signs++;
      const inside = letter.test(before) && letter.test(after) && sign !== '’';
      points += usualSign.test(sign) && !inside ? 0.7 : -0.5;
    }
  });
  const share = Math.max(
    0,
    ...alphabets.map((alphabet) => foreign.filter((one) => alphabet.has(one)).length / Math.max(1, letters)),
  );
  return (points + letters * share) / Math.max(1, letters + signs);
}

/** The characters of everyday use, which the two encodings keep together. Made once, when a file first asks for them. */
const commonHan = {
  gb18030: once(() => decodedRange('gb18030', [0xb0, 0xd7], [0xa1, 0xfe], [[0xa1, 0xa3]])),
  shift_jis: once(() => decodedRange('shift_jis', [0x88, 0x97], [0x40, 0xfc], [[0x81, 0x83]])),
};

function decodedRange(name: Legacy, lead: [number, number], trail: [number, number], more: [number, number][]): Set<string> {
  const decode = new TextDecoder(name);
  const found = new Set<string>();
  for (const [from, to] of [lead, ...more])
    for (let first = from; first <= to; first++)
      for (let second = trail[0]; second <= trail[1]; second++) {
        const text = decode.decode(Uint8Array.of(first, second));
        if ([...text].length === 1) found.add(text);
      }
  return found;
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
