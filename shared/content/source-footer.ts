import { blockDefinitions, type SourceDocument } from './document.ts';
import { sourceIn, written } from './source.ts';

export type Lack = { unsubscribe: boolean; address: boolean };

const ADDRESS = '{{ brand.name }}, {{ brand.postal_address }}';
const LABEL = blockDefinitions.footer.props.parse(blockDefinitions.footer.initial()).unsubscribe || 'Unsubscribe';
const link = (style: string) => `<a href="{{ unsubscribe_url }}"${style}>${LABEL}</a>`;

/** A message written as source with what its end lacks, where a reader looks for it: below everything else. */
export function withFooter(document: SourceDocument, lack: Lack): SourceDocument {
  const source = sourceIn(document);
  switch (document.kind) {
    case 'html': {
      const words = [lack.address && ADDRESS, lack.unsubscribe && link(' style="color:inherit"')].filter(Boolean).join('<br>');
      const footer = `<p style="margin:24px 0 0;padding:0 16px;font-size:12px;color:#6b6357;text-align:center">${words}</p>`;
      return written('html', beforeEnd(source, 'body', footer), document.text && textWith(document.text, lack));
    }
    case 'mjml': {
      const words = [lack.address && ADDRESS, lack.unsubscribe && link(' style="color:inherit"')].filter(Boolean).join('<br />');
      const footer = `    <mj-section>\n      <mj-column>\n        <mj-text align="center" font-size="12px" color="#6b6357">${words}</mj-text>\n      </mj-column>\n    </mj-section>`;
      return written('mjml', beforeEnd(source, 'mj-body', footer));
    }
    case 'markdown': {
      const words = [lack.address && ADDRESS, lack.unsubscribe && `[${LABEL}]({{ unsubscribe_url }})`].filter(Boolean);
      return written('markdown', `${source.trimEnd()}\n\n${words.join('  \n')}\n`);
    }
    case 'plain':
      return written('plain', textWith(source, lack));
  }
}

const textWith = (text: string, { unsubscribe, address }: Lack): string =>
  [`${text.trimEnd()}\n\n-- `, address && ADDRESS, unsubscribe && `${LABEL}: {{ unsubscribe_url }}`].filter(Boolean).join('\n');

/** Puts lines before the end of an element, or at the end of all where it has none. */
function beforeEnd(source: string, name: string, lines: string): string {
  const at = source.toLowerCase().lastIndexOf(`</${name}`);
  if (at === -1) return `${source.trimEnd()}\n${lines}\n`;
  const head = source.slice(0, at).trimEnd();
  const indent = /\n([ \t]*)$/.exec(source.slice(0, at))?.[1] ?? '';
  return `${head}\n${lines}\n${indent}${source.slice(at)}`;
}
