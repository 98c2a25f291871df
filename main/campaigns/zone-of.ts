import { isZone } from '#shared/schema/zoned-time.ts';

/** Of countries with several time zones the one in which most of its people live. Elsewhere the first will do. */
const PRINCIPAL: Record<string, string> = {
  AR: 'America/Buenos_Aires',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CL: 'America/Santiago',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  FM: 'Pacific/Ponape',
  GL: 'America/Godthab',
  KI: 'Pacific/Tarawa',
  MH: 'Pacific/Majuro',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  UM: 'Pacific/Wake',
  US: 'America/New_York',
  UZ: 'Asia/Tashkent',
};

/** Languages in which the names of countries are understood. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl'];
const ALSO: Record<string, string> = {
  usa: 'US',
  'united states of america': 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  holland: 'NL',
  'czech republic': 'CZ',
  uae: 'AE',
};

type RegionLocale = Intl.Locale & { getTimeZones?: () => string[] | undefined };

/** Codes and names of countries, in small letters, to their zones; made when it is first needed. */
let countries: Map<string, string> | undefined;

function zoneOfCountry(text: string): string | null {
  countries ??= readCountries();
  return countries.get(text.toLowerCase()) ?? null;
}

function readCountries(): Map<string, string> {
  const found = new Map<string, string>();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const names = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }));
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    if (names[0]?.of(code) === undefined) continue;
    const zone = PRINCIPAL[code] ?? (new Intl.Locale(`und-${code}`) as RegionLocale).getTimeZones?.()?.[0];
    if (!zone || !isZone(zone)) continue;
    for (const name of [code, ...names.map((language) => language.of(code))]) {
      // Codes of countries that are no more, such as SU, follow those that took their names.
      if (name && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), zone);
    }
  }
  for (const [name, code] of Object.entries(ALSO)) {
    const zone = found.get(code.toLowerCase());
    if (zone) found.set(name, zone);
  }
  return found;
}

/**
 * The time zone that a contact's field means: a name such as `Europe/Berlin`, a distance from UTC such as `+02:00` or
 * `UTC-5`, or a country by its code or name. Null where it means none that is known.
 */
export function zoneOf(value: string): string | null {
  const text = value.trim();
  if (text === '' || text.length > 64) return null;
  return zoneOfOffset(text) ?? zoneOfCountry(text) ?? zoneByName(text);
}

function zoneOfOffset(text: string): string | null {
  if (/^(utc|gmt|z)$/i.test(text)) return 'UTC';
  const [, sign, hours, minutes = '00'] = /^(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?$/i.exec(text) ?? [];
  if (!sign || !hours) return null;
  const zone = `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`;
  return Number(hours) <= 14 && Number(minutes) < 60 && isZone(zone) ? zone : null;
}

/** `Europe/Berlin`, in whatever capitals, also `europe / berlin` and `America/New York`. */
function zoneByName(text: string): string | null {
  const name = text.replace(/\s*\/\s*/g, '/').replace(/\s+/g, '_');
  return /^[a-z]/i.test(name) && isZone(name) ? name : null;
}
