type Value = string | number | bigint | Buffer | null;
/** What may stand in a hole of a statement. */
type Parameter = Value | boolean | Sql;

/** A statement with its parameters apart: text never comes from outside. */
export type Sql = { readonly text: string; readonly values: readonly Value[]; readonly isSql: true };

const plain = new WeakMap<TemplateStringsArray, string>();

/**
 * A statement as a tagged template. Values become parameters; a nested `sql` is spliced in.
 * Start a statement with a comment that names it, as in "/* contacts.page *\/ SELECT …": slow statements are logged by that name.
 */
export function sql(strings: TemplateStringsArray, ...holes: Parameter[]): Sql {
  if (!holes.some(isSql)) {
    const text = plain.get(strings) ?? strings.join('?');
    plain.set(strings, text);
    return { text, values: holes.map(toValue), isSql: true };
  }
  let text = strings[0] ?? '';
  const values: Value[] = [];
  holes.forEach((hole, index) => {
    if (isSql(hole)) {
      text += hole.text;
      values.push(...hole.values);
    } else {
      text += '?';
      values.push(toValue(hole));
    }
    text += strings[index + 1] ?? '';
  });
  return { text, values, isSql: true };
}

/** Joins statements, as in `sqlJoin(rules, ' AND ')`; of none comes the empty statement. */
export function sqlJoin(parts: readonly Sql[], separator = ', '): Sql {
  return { text: parts.map((part) => part.text).join(separator), values: parts.flatMap((part) => part.values), isSql: true };
}

/**
 * A whole number as it is written, no parameter: after `LIMIT ?`, and in some larger statements after `= ?`, SQLite plans anew at
 * each execution, which takes longer than to find a page of rows. For statements that are asked often with the same few numbers.
 */
export function sqlNumber(number: number): Sql {
  if (!Number.isSafeInteger(number)) throw new TypeError(`${number} is no whole number`);
  return { text: String(number), values: [], isSql: true };
}

/** A parenthesised list of parameters for `IN`. An empty one matches nothing. */
export const sqlList = (values: readonly (string | number)[]): Sql => ({
  text: values.length === 0 ? '(NULL)' : `(${values.map(() => '?').join(',')})`,
  values,
  isSql: true,
});

/** `(?,?),(?,?)`: so many rows of so many holes, for an INSERT of many at once; few sizes only, since each is a statement of its own. */
export const sqlRows = (rows: number, holes: number): string =>
  Array(rows)
    .fill(`(${Array(holes).fill('?').join(',')})`)
    .join(',');

/** A text for `LIKE … ESCAPE '\'` that finds the given words literally, anywhere. */
export const likeAnywhere = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

function isSql(value: Parameter): value is Sql {
  return typeof value === 'object' && value !== null && 'isSql' in value;
}

function toValue(value: Parameter): Value {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value as Value;
}
