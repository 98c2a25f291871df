const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a property by its name in a form: `padding.vertical`. */
export function valueAt(props: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), props);
}

/** The same properties with one value changed. */
export function withValueAt(props: unknown, name: string, value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = name.split('.');
  const own = isRecord(props) ? props : {};
  return { ...own, [key]: rest.length === 0 ? value : withValueAt(own[key], rest.join('.'), value) };
}
