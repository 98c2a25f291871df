// Loaded before a program that runs from source, as `node --import`: `x?modulePath`, which the bundler makes the path of a
// built worker, is here the TypeScript file itself, and `x?raw` is the text of a file.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What the default export of such an import is. */
const MEANINGS = [
  ['?modulePath', (path) => path],
  ['?raw', (path) => readFileSync(path, 'utf8')],
];
const meaningOf = (specifier) => MEANINGS.find(([mark]) => specifier.endsWith(mark));

registerHooks({
  resolve: (specifier, context, next) => {
    if (!meaningOf(specifier)) return next(specifier, context);
    return { url: new URL(specifier, context.parentURL).href, shortCircuit: true };
  },
  load: (url, context, next) => {
    const [mark, mean] = meaningOf(url) ?? [];
    if (!mark) return next(url, context);
    const value = mean(fileURLToPath(url.slice(0, -mark.length)));
    return { format: 'module', source: `export default ${JSON.stringify(value)};`, shortCircuit: true };
  },
});
