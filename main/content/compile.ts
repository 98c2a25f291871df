import mjml2html from 'mjml';
import { z } from 'zod';
import type { Frame } from '#shared/content/block.ts';
import type { Block, BlocksDocument, Document } from '#shared/content/document.ts';
import { safeSource } from '#shared/content/escape.ts';
import { plainOf } from '#shared/content/plain.ts';
import { fontFamilies, toMjml } from '#shared/content/to-mjml.ts';
import { toText } from '#shared/content/to-text.ts';
import type { ReadDb } from '../db/db.ts';
import type { Brand } from './brands.store.ts';
import { cleanDocument } from './clean-document.ts';
import { cleanMailHtml } from './clean-html.ts';
import { usedTags } from './liquid.ts';
import { mediaBytes, readMedia } from './media.ts';
import { imageProblems, type Problem, tagProblems } from './problems.ts';

const problem = z.object({ blockId: z.string().nullable(), message: z.string() });

/** A message before a person fills it: Liquid sources, and the images that travel inside of it. Plain data, kept with a send. */
export const compiled = z.object({
  subject: z.string(),
  preheader: z.string(),
  html: z.string(),
  text: z.string(),
  brand: z.object({ name: z.string(), postalAddress: z.string() }),
  inline: z.array(z.object({ cid: z.string(), type: z.string(), fileName: z.string(), base64: z.string() })),
  /** Octets of the images of the library that it shows, whether it carries them or links to them. */
  imageBytes: z.number().default(0),
  /** The facts of a contact that it asks for, and whether every place has a fallback. */
  tags: z.array(z.object({ path: z.string(), fallback: z.boolean() })),
  problems: z.array(problem),
});
export type Compiled = z.infer<typeof compiled>;

/** Where a message finds an image on the web; null where it carries its images. */
type ImageLink = ((imageId: string) => string) | null;

type Draft = { document: Document; subject: string; preheader: string; brand: Brand | null };

/** Where an image of the library is found inside of a message. */
const cidOf = (mediaId: string) => `${mediaId}@letterpress`;

/**
 * Makes the message out of a design, once per send. Faults are listed, not thrown: a draft may be half done. A preview
 * names its images only, and shows where one is still to be chosen; what is sent carries them.
 */
export async function compileContent(
  db: ReadDb,
  draft: Draft,
  { preview = false, imageLink = null }: { preview?: boolean; imageLink?: ImageLink } = {},
): Promise<Compiled> {
  const { subject, preheader, brand } = draft;
  const cleaned = cleanDocument(draft.document);
  const document = preview ? cleaned : withoutHoles(cleaned);
  const frame = frameOf(document, brand);
  const made = document.kind === 'blocks' ? await compileBlocks(document, frame, draft) : compileHtml(document);
  const images = showImages(db, made.html, { preview, imageLink });
  return {
    subject,
    preheader,
    html: images.html,
    text: made.text,
    brand: { name: frame.brandName, postalAddress: frame.postalAddress },
    inline: images.inline,
    imageBytes: images.bytes,
    tags: usedTags(`${subject}\n${preheader}\n${made.html}\n${made.text}`),
    problems: [
      ...made.problems,
      ...tagProblems(document, { subject, preheader, html: made.html, text: made.text }),
      ...imageProblems(document, images.missing),
    ],
  };
}

/** An image that was never chosen is something to click on in the editor; nobody else should see that it is missing. */
function withoutHoles(document: Document): Document {
  if (document.kind === 'html') return document;
  const isThere = (block: Block) => block.kind !== 'image' || safeSource(block.props.src) !== '';
  const blocks = document.blocks
    .filter(isThere)
    .map(
      (block): Block =>
        block.kind === 'columns'
          ? { ...block, props: { ...block.props, columns: block.props.columns.map((cell) => cell.filter(isThere)) } }
          : block,
    );
  return { ...document, blocks };
}

/** The HTML of a compiled message with its images where a window of the app finds them. */
export const forPreview = (html: string): string => withImagesAt(html, (id) => `/app/media/${id}`);

export const withImagesAt = (html: string, place: (imageId: string) => string): string =>
  html.replace(/cid:([a-z0-9]+)@letterpress/g, (_, id: string) => place(id));

function frameOf(document: Document, brand: Brand | null): Frame & { backgroundColor: string } {
  const style = document.kind === 'blocks' ? document.style : null;
  const accentColor = style?.accentColor || brand?.colors.accent || '#b93a1a';
  return {
    textColor: style?.textColor || brand?.colors.text || '#2a241d',
    accentColor,
    onAccentColor: isDark(accentColor) ? '#ffffff' : '#1b110c',
    pageColor: style?.pageColor || '#ffffff',
    backgroundColor: style?.backgroundColor || brand?.colors.background || '#f3eee4',
    fontFamily: fontFamilies[style?.fontFamily ?? 'sans'],
    brandName: brand?.name ?? '',
    postalAddress: (brand?.postalAddress ?? '').replace(/\s*\n\s*/g, ', '),
  };
}

type Made = { html: string; text: string; problems: Problem[] };

async function compileBlocks(
  document: BlocksDocument,
  frame: Frame & { backgroundColor: string },
  { subject, preheader }: Pick<Draft, 'subject' | 'preheader'>,
): Promise<Made> {
  const language = document.style.language || systemLanguage();
  const mjml = toMjml(document, { frame, backgroundColor: frame.backgroundColor, language, subject, preheader });
  // No web fonts: fetching one would tell somebody's server who reads.
  const { html, errors } = await mjml2html(mjml, { fonts: {}, validationLevel: 'soft', keepComments: false });
  return {
    html: tidy(html),
    text: toText(document, frame),
    problems: errors.map(({ message }) => ({ blockId: null, message })),
  };
}

const systemLanguage = (): string => new Intl.Locale(Intl.DateTimeFormat().resolvedOptions().locale).language;

function compileHtml(document: Extract<Document, { kind: 'html' }>): Made {
  const html = cleanMailHtml(document.html);
  const body = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(style|head|title)\b[\s\S]*?<\/\1>/gi, '');
  return { html, text: document.text.trim() || plainOf(body), problems: [] };
}

/** Takes the indentation out: Gmail cuts a message at 102 KB, and a fifth of MJML's output is spaces. */
const tidy = (html: string): string => html.replace(/\s*\n\s*/g, '\n').trim();

/** An image of the library where HTML shows it: as a source, as a background, in a style. */
const LIBRARY_IMAGE = /(\b(?:src|background)="|url\((?:'|&#39;|&quot;)?)media:([a-z0-9]+)/g;

function showImages(db: ReadDb, html: string, { preview, imageLink }: { preview: boolean; imageLink: ImageLink }) {
  const inline: Compiled['inline'] = [];
  const ids = new Set([...html.matchAll(LIBRARY_IMAGE)].flatMap(([, , id]) => id ?? []));
  const missing: string[] = [];
  let bytes = 0;
  for (const id of ids) {
    const size = mediaBytes(db, id);
    if (size === null) {
      missing.push(id);
      continue;
    }
    bytes += size;
    const image = preview || imageLink ? null : readMedia(db, id);
    if (image) inline.push({ cid: cidOf(id), type: image.type, fileName: image.fileName, base64: image.data.toString('base64') });
  }
  const place = (id: string) => (imageLink && !preview ? imageLink(id) : `cid:${cidOf(id)}`);
  const named = html.replace(LIBRARY_IMAGE, (_, before: string, id: string) => `${before}${place(id)}`);
  return { html: named, inline, missing, bytes };
}

function isDark(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  // Perceived brightness, ITU-R BT.601.
  return 0.299 * red + 0.587 * green + 0.114 * blue < 160;
}
