import { posix } from 'node:path';
import type { SourceKind } from '#shared/content/document.ts';
import { invalid } from '../../base/errors.ts';
import { unzip } from './unzip.ts';

/** A design as it came, with what lies beside it. */
export type FoundDesign = { path: string; kind: SourceKind; source: string; files: ReadonlyMap<string, Buffer> };

const DESIGN = /\.(html?|xhtml|mjml|md|markdown|txt)$/i;
const BESIDE = /\.(png|jpe?g|gif|webp|css)$/i;
const isHidden = (path: string) => /(^|\/)(__MACOSX|\.)/.test(path);

/** Reads the design of a file, or of a zip with its pictures. */
export async function findDesign(fileName: string, data: Buffer): Promise<FoundDesign> {
  if (data.length === 0) throw invalid('design-import.empty', 'This file is empty.');
  if (data.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') {
    const source = decoded(data);
    return { path: fileName, kind: kindOf(fileName, source), source, files: new Map() };
  }
  const files = await unzip(data, (path) => !isHidden(path) && (DESIGN.test(path) || BESIDE.test(path)));
  const [path] = [...files.keys()].filter((name) => DESIGN.test(name)).toSorted((one, other) => rank(one) - rank(other));
  const bytes = path === undefined ? undefined : files.get(path);
  if (path === undefined || !bytes)
    throw invalid('design-import.no-design', 'There is no HTML, MJML or Markdown file in this zip.');
  const source = decoded(bytes);
  return { path, kind: kindOf(path, source), source, files };
}

/** The page of a folder comes before what lies deeper, and a design before a plain text that may go with it. */
const rank = (path: string): number =>
  path.split('/').length * 10 +
  (/\.txt$/i.test(path) ? 1000 : 0) +
  (/^(index|email|newsletter|template)\.(html?|mjml)$/i.test(posix.basename(path)) ? 0 : 5) +
  (/\.mjml$/i.test(path) ? 0 : 1);

function kindOf(path: string, source: string): SourceKind {
  if (/<mjml[\s>]/i.test(source)) return 'mjml';
  if (/\.(md|markdown)$/i.test(path)) return 'markdown';
  if (/<(html|body|table|div|p|h[1-6]|center|td)\b[^>]*>/i.test(source)) return 'html';
  if (/\.txt$/i.test(path)) return 'plain';
  throw invalid(
    'design-import.not-a-design',
    'This file holds no design. HTML, MJML, Markdown, plain text, or a zip of these can be taken in.',
  );
}

/** Text of a file in the encoding that it says or shows. */
function decoded(data: Buffer): string {
  if (data[0] === 0xff && data[1] === 0xfe) return new TextDecoder('utf-16le').decode(data);
  if (data[0] === 0xfe && data[1] === 0xff) return new TextDecoder('utf-16be').decode(data);
  if (data.subarray(0, 4096).includes(0))
    throw invalid('design-import.not-text', 'This is no text file, so there is no design in it.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    // Not UTF-8, so from a time when it was not the rule.
    const said = /charset=["']?([\w-]+)/i.exec(data.subarray(0, 4096).toString('latin1'))?.[1]?.toLowerCase() ?? '';
    return new TextDecoder(
      /^(iso-8859-\d+|windows-125\d|shift_jis|gb\w+|big5|koi8-r|euc-\w+)$/.test(said) ? said : 'windows-1252',
    ).decode(data);
  }
}
