/** The elements of HTML as a browser would see them, without comments and the insides of styles. */
const elements = (source: string) =>
  [
    ...source
      .replace(/<!--(?:-?>|[\s\S]*?--!?>)/g, '')
      .replace(/(<style\b[^>]*>)[\s\S]*?<\/style/gi, '$1')
      .matchAll(/<([a-z][\w-]*)\b([^>]*)>/gi),
  ].map(([, name = '', attributes = '']) => ({ name: name.toLowerCase(), attributes }));

/** Whatever could run: scripts, frames, handlers, and links that are code. For tests. */
export const dangers = (source: string): string[] =>
  elements(source)
    .filter(
      ({ name, attributes }) =>
        /^(script|iframe|object|embed|form|input|svg|math|link|base)$/.test(name) ||
        /(^|["'\s/])on\w+\s*=/i.test(attributes.replace(/"[^"]*"/g, '""')) ||
        /(href|src|background)\s*=\s*["']?\s*(javascript|vbscript|data:text)/i.test(attributes),
    )
    .map(({ name, attributes }) => `<${name}${attributes}>`);
