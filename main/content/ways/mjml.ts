import mjml2html from 'mjml';
import { hideFromOutlook } from '#shared/content/outlook.ts';
import { plainOf } from '#shared/content/plain.ts';
import { cleanMailHtml } from '../clean-html.ts';
import type { Problem } from '../problems.ts';

/**
 * MJML that somebody wrote. It reaches no file and no font of the web: whatever it includes is left out and told of.
 * What comes of it is cleaned as HTML from elsewhere is, since `mj-raw` may hold anything.
 */
export async function compileMjml(mjml: string): Promise<{ html: string; text: string; problems: Problem[] }> {
  if (mjml.trim() === '') return { html: '', text: '', problems: [] };
  try {
    const { html, errors } = await mjml2html(mjml, {
      fonts: {},
      validationLevel: 'soft',
      keepComments: false,
      ignoreIncludes: true,
      useMjmlConfigOptions: false,
    });
    const cleaned = cleanMailHtml(hideFromOutlook(html.replace(/\s*\n\s*/g, '\n').trim()));
    return { html: cleaned, text: plainOf(bodyOf(cleaned)), problems: [...errors.map(problemOf), ...includes(mjml)] };
  } catch (error) {
    return { html: '', text: '', problems: [{ blockId: null, message: whatFailed(error) }] };
  }
}

/** What is shown of HTML, without what Outlook alone reads. */
export const bodyOf = (html: string): string =>
  html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(style|head|title)\b[\s\S]*?<\/\1>/gi, '');

const problemOf = ({ line, message, tagName }: { line: number; message: string; tagName: string }): Problem => ({
  blockId: null,
  message: tagName ? `<${tagName}>: ${message}` : message,
  line,
});

function includes(mjml: string): Problem[] {
  return [...mjml.matchAll(/<mj-include\b/gi)].map(({ index }) => ({
    blockId: null,
    message: 'Other files are not read: put what <mj-include> names into this one.',
    line: mjml.slice(0, index).split('\n').length,
  }));
}

function whatFailed(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return /Malformed MJML|mjml.*(root|tag)/i.test(said)
    ? 'This is not MJML yet: it begins with <mjml> and holds an <mj-body>.'
    : `MJML cannot read this: ${said.split('\n')[0]}`;
}
