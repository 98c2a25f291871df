import { z } from 'zod';
import type { Frame } from '#shared/content/block.ts';
import { conditionsIn } from '#shared/content/conditions.ts';
import type { BlocksDocument, Document, LeafBlock } from '#shared/content/document.ts';
import { safeSource } from '#shared/content/escape.ts';
import { frameOf as frame } from '#shared/content/frame.ts';
import { hideFromOutlook } from '#shared/content/outlook.ts';
import { plainOf } from '#shared/content/plain.ts';
import { toMjml } from '#shared/content/to-mjml.ts';
import { toText } from '#shared/content/to-text.ts';
import { changeLeaves } from '#shared/content/walk.ts';
import { rule } from '#shared/schema/rule.ts';
import type { ReadDb } from '../db/db.ts';
import type { Brand } from './brands.store.ts';
import { calendarDay } from './calendar-day.ts';
import { cleanDocument } from './clean-document.ts';
import { cleanMailHtml } from './clean-html.ts';
import { usedTags } from './liquid.ts';
import { mediaBytes, readMedia } from './media.ts';
import { piecedHtml } from './mjml-pieces.ts';
import { imageProblems, type Problem, tagProblems } from './problems.ts';
import { markdownBlocks } from './ways/markdown.ts';
import { compileMjml } from './ways/mjml.ts';
import { compilePlain } from './ways/plain.ts';
import { withPreheader } from './ways/preheader.ts';
import { sourceProblems } from './ways/source-problems.ts';

const problem = z.object({
  blockId: z.string().nullable(),
  message: z.string(),
  /** The line of what is written as source. */
  line: z.number().int().optional(),
});

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
  /** Each of them, with its octets. */
  images: z.array(z.object({ id: z.string(), bytes: z.number() })).default([]),
  /** The facts of a contact that it asks for, and whether every place has a fallback. */
  tags: z.array(z.object({ path: z.string(), fallback: z.boolean() })),
  problems: z.array(problem),
  /** What decides who sees the parts between the marks of shared/content/conditions.ts, in the order of their numbers. */
  conditions: z.array(z.object({ rule, label: z.string() })).default([]),
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
  { preview = false, holes = preview, imageLink = null }: { preview?: boolean; holes?: boolean; imageLink?: ImageLink } = {},
): Promise<Compiled> {
  const { subject, preheader } = draft;
  const made = await makeWhole(draft, holes);
  const images = showImages(db, made.html, { preview, imageLink });
  return {
    subject,
    preheader,
    html: images.html,
    text: made.text,
    brand: made.brand,
    inline: images.inline,
    imageBytes: images.bytes,
    images: images.shown,
    tags: made.tags,
    problems: [...made.problems, ...imageProblems(made.document, images.missing)],
    conditions: made.conditions,
  };
}

type Whole = Made & Pick<Compiled, 'brand' | 'tags' | 'conditions'> & { document: Document };

/** The last few, since who looks at a message as one person after the other asks for the same again and again. */
const recent = new Map<string, Whole>();
const RECENT = 4;
/** In letters; what is larger is made anew. */
const RECENT_LARGEST = 300_000;

/** All of a message that is known by its draft and brand alone. */
async function makeWhole(draft: Draft, holes: boolean): Promise<Whole> {
  const { subject, preheader, brand } = draft;
  const key = JSON.stringify([draft.document, subject, preheader, brand, holes, calendarDay()]);
  const known = recent.get(key);
  if (known) return known;
  const cleaned = cleanDocument(draft.document);
  const document = holes ? cleaned : withoutHoles(cleaned);
  const frame = frameOf(document, brand);
  const { html, text, problems } = await makeMessage(document, draft, frame);
  const made = {
    document,
    html,
    text,
    brand: { name: frame.brandName, postalAddress: frame.postalAddress },
    tags: usedTags(`${subject}\n${preheader}\n${html}\n${text}`),
    problems: [...sourceProblems(document), ...problems, ...tagProblems(document, { subject, preheader, html, text })],
    conditions: conditionsIn(document),
  };
  if (key.length + html.length <= RECENT_LARGEST) {
    const [oldest] = recent.keys();
    if (oldest !== undefined && recent.size >= RECENT) recent.delete(oldest);
    recent.set(key, made);
  }
  return made;
}

/** An image that was never chosen is something to click on in the editor; nobody else should see that it is missing. */
function withoutHoles<Design extends Document>(document: Design): Design;
function withoutHoles(document: Document): Document {
  if (document.kind !== 'blocks') return document;
  const isThere = (block: LeafBlock) => block.kind !== 'image' || safeSource(block.props.src) !== '';
  return { ...document, blocks: changeLeaves(document.blocks, (block) => (isThere(block) ? block : null)) };
}

/** The HTML of a compiled message with its images where a window of the app finds them. */
export const forPreview = (html: string): string => withImagesAt(html, (id) => `/app/media/${id}`);

export const withImagesAt = (html: string, place: (imageId: string) => string): string =>
  html.replace(/cid:([a-z0-9]+)@letterpress/g, (_, id: string) => place(id));

export const frameOf = (document: Document, brand: Brand | null): Frame =>
  frame(document.kind === 'blocks' ? document.style : null, brand, calendarDay());

type Made = { html: string; text: string; problems: Problem[] };

/** The message of a design, with the images of the library still named as the design names them. */
export async function makeMessage(
  document: Document,
  draft: Pick<Draft, 'subject' | 'preheader' | 'brand'>,
  frame = frameOf(document, draft.brand),
): Promise<Made> {
  switch (document.kind) {
    case 'blocks':
      return compileBlocks(document, frame, draft);
    case 'markdown':
      return compileBlocks(withoutHoles(cleanDocument(markdownBlocks(document.markdown))), frame, draft);
    case 'html':
      return under(draft.preheader, compileHtml(document));
    case 'mjml': {
      const made = await compileMjml(document.mjml);
      return document.mjml.includes('<mj-preview') ? made : under(draft.preheader, made);
    }
    case 'plain':
      return under(draft.preheader, compilePlain(document.text, frame));
  }
}

const under = (preheader: string, made: Made): Made => ({ ...made, html: withPreheader(made.html, preheader) });

async function compileBlocks(
  document: BlocksDocument,
  frame: Frame,
  { subject, preheader }: Pick<Draft, 'subject' | 'preheader'>,
): Promise<Made> {
  const language = document.style.language || systemLanguage;
  const mjml = toMjml(document, { frame, language, subject, preheader });
  const { html, errors } = await piecedHtml(mjml);
  return {
    html: hideFromOutlook(tidy(html)),
    text: toText(document, frame),
    problems: errors.map(({ message }) => ({ blockId: null, message })),
  };
}

const systemLanguage = new Intl.Locale(Intl.DateTimeFormat().resolvedOptions().locale).language;

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
  const shown: Compiled['images'] = [];
  let bytes = 0;
  for (const id of ids) {
    const size = mediaBytes(db, id);
    if (size === null) {
      missing.push(id);
      continue;
    }
    bytes += size;
    shown.push({ id, bytes: size });
    const image = preview || imageLink ? null : readMedia(db, id);
    if (image) inline.push({ cid: cidOf(id), type: image.type, fileName: image.fileName, base64: image.data.toString('base64') });
  }
  const place = (id: string) => (imageLink && !preview ? imageLink(id) : `cid:${cidOf(id)}`);
  const named = html.replace(LIBRARY_IMAGE, (_, before: string, id: string) => `${before}${place(id)}`);
  return { html: named, inline, missing, bytes, shown };
}
