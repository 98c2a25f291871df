import { IconCode, IconFileText, IconLayoutList, IconMail, IconMarkdown, type TablerIcon } from '@tabler/icons-react';
import type { DocumentKind } from '#shared/content/document.ts';

type Way = {
  label: string;
  /** In the middle of a sentence. */
  inWords: string;
  about: string;
  Icon: TablerIcon;
};

/** The ways in which a message is written, and how each is called. */
export const ways: Record<DocumentKind, Way> = {
  blocks: { label: 'Blocks', inWords: 'blocks', about: 'Put together on the page', Icon: IconLayoutList },
  markdown: { label: 'Markdown', inWords: 'Markdown', about: 'Words first, with a few signs', Icon: IconMarkdown },
  plain: { label: 'Plain text', inWords: 'plain text', about: 'A letter, as any program shows it', Icon: IconFileText },
  html: { label: 'HTML', inWords: 'HTML', about: 'Your own source, sent as it is', Icon: IconCode },
  mjml: { label: 'MJML', inWords: 'MJML', about: 'Source that becomes sound HTML', Icon: IconMail },
};

/** The keys of our own dictionary, which Object.keys gives back as plain strings. */
export const kindsOfWriting = Object.keys(ways) as DocumentKind[];
