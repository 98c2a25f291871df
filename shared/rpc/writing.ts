import { z } from 'zod';
import { document } from '../content/document.ts';
import { count, id } from '../schema/shapes.ts';
import { call } from './contract.ts';

const kind = z.enum(['blocks', 'html', 'mjml', 'markdown', 'plain']);

/** The ways in which a message is written, and designs that come from elsewhere. */
export const writingRpc = {
  /** The same message written in another way, as near as that way can come. */
  convert: call(z.object({ document, to: kind, brandId: id.nullable().default(null) }), document),
  /** A file with HTML, MJML, Markdown or words, or a zip with one of these and its pictures; `data` is base64. */
  importFile: call(
    z.object({ fileName: z.string().min(1).max(200), data: z.string().max(28_000_000) }),
    z.object({
      name: z.string(),
      document,
      /** How many pictures came into the library. */
      images: count,
      /** What could not be taken along, in words. */
      notes: z.array(z.string()),
    }),
  ),
};
