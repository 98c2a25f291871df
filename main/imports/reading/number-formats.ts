/** What the number of a cell stands for, by the format it is shown in. */
export type NumberKind = 'number' | 'date' | 'time' | { digits: number };

/** Formats that every workbook has without saying so. 27–36 and 50–58 are dates of East Asia. */
function builtIn(id: number): NumberKind {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  return (id >= 18 && id <= 21) || (id >= 45 && id <= 47) ? 'time' : 'number';
}

export function numberKind(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return builtIn(id);
  // The part for positive numbers alone, without what is written as it stands, colours, places and languages.
  const bare = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (/^0{2,20}$/.test(bare)) return { digits: bare.length };
  if (/general|standard|[#0?]/.test(bare.replace(/[smh]+[.,]0+/g, ''))) return 'number';
  if (/[yd]|mmm|[jt](?=.*m)|e(?=.*m)/.test(bare)) return 'date';
  return /[hs]/.test(bare) ? 'time' : 'number';
}

const DAY_MS = 86_400_000;
/** Day 0 of workbooks, so that day 61 is 1 March 1900; before that they count a day that never was. */
const EPOCH = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/** A number of a cell as it would be written down. `raw` is what the file says. */
export function writtenNumber(raw: string, kind: NumberKind, from1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw.trim();
  if (kind === 'date' || kind === 'time') return moment(value, kind, from1904) ?? plain(value);
  if (typeof kind === 'object')
    return Number.isInteger(value) && value >= 0 ? plain(value).padStart(kind.digits, '0') : plain(value);
  return plain(value);
}

/** Spreadsheets show 15 digits; what is behind them comes from how computers count and was never typed. */
const plain = (value: number): string => String(Number(value.toPrecision(15)));

function moment(days: number, kind: 'date' | 'time', from1904: boolean): string | null {
  if (days < 0 || days > 2_958_466) return null;
  const ms = Math.round((days * DAY_MS) / 1000) * 1000;
  if (kind === 'time' && days < 1) return new Date(ms).toISOString().slice(11, 19);
  const shift = !from1904 && days < 60 ? DAY_MS : 0;
  const written = new Date((from1904 ? EPOCH_1904 : EPOCH) + ms + shift).toISOString();
  return ms % DAY_MS === 0 ? written.slice(0, 10) : `${written.slice(0, 10)} ${written.slice(11, 19)}`;
}
