/** A block of `Name: value` lines, as in headers and in the parts of reports. Names are in small letters. */
export type Fields = Map<string, string[]>;

/** Reads blocks of fields, which empty lines divide; what is no field is passed over. */
export function readBlocks(text: string): Fields[] {
  return text
    .replace(/\n[ \t]+(?=\S)/g, ' ')
    .split(/\n[ \t]*\n/)
    .map(readFields)
    .filter((fields) => fields.size > 0);
}

/** The fields up to the first empty line. */
export function readFields(block: string): Fields {
  const fields: Fields = new Map();
  for (const line of block.replace(/\n[ \t]+(?=\S)/g, ' ').split('\n')) {
    const [, name, value] = /^([A-Za-z][\w-]{0,80})[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const known = fields.get(name.toLowerCase());
    if (known) known.push(value.trim());
    else fields.set(name.toLowerCase(), [value.trim()]);
  }
  return fields;
}

export const first = (fields: Fields | undefined, name: string): string => fields?.get(name)?.[0] ?? '';

/** What stands behind the type of a field: `rfc822; ada@hearth.example`, `smtp; 550 5.1.1 …`. */
export const typed = (value: string): string => /^[\w-]{1,40}\s*;\s*(.*)$/s.exec(value)?.[1]?.trim() ?? value.trim();

const ADDRESS = /[^\s<>()[\]",;:|\\@]{1,128}@[^\s<>()[\]",;:|\\@]{1,255}/u;

/** The first thing in a text that looks like an address, without what sentences put around it. */
export function addressIn(text: string): string | null {
  // `rfc822;=?utf-8?…`, `<mailto:…>` and quotes around a name are not part of it.
  const found = ADDRESS.exec(text.replace(/mailto:/gi, ' ').replace(/['`]/g, ' '))?.[0];
  return found === undefined ? null : found.replace(/\.+$/, '');
}

export const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
