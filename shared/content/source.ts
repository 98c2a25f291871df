import { DOCUMENT_VERSION, type SourceDocument, type SourceKind } from './document.ts';

/** What somebody wrote, whatever it is written in. */
export function sourceIn(document: SourceDocument): string {
  switch (document.kind) {
    case 'html':
      return document.html;
    case 'mjml':
      return document.mjml;
    case 'markdown':
      return document.markdown;
    case 'plain':
      return document.text;
  }
}

/** A design from a source. `text` is the plain text that goes with HTML; empty, it is made from it. */
export function written(kind: SourceKind, source: string, text = ''): SourceDocument {
  const version = DOCUMENT_VERSION;
  switch (kind) {
    case 'html':
      return { version, kind, html: source, text };
    case 'mjml':
      return { version, kind, mjml: source };
    case 'markdown':
      return { version, kind, markdown: source };
    case 'plain':
      return { version, kind, text: source };
  }
}
