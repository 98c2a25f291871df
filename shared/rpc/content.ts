import { z } from 'zod';
import { brandKit } from '../content/brand-kit.ts';
import { checkKinds } from '../content/checks.ts';
import { mailClientNames } from '../content/clients.ts';
import { document } from '../content/document.ts';
import { count, email, id, none, time, withId } from '../schema/shapes.ts';
import { call } from './contract.ts';

const color = z.string().regex(/^#[0-9a-f]{6}$/i);
export const brandColors = z.object({ accent: color, text: color, background: color });

const brand = z.object({
  id,
  name: z.string(),
  fromName: z.string(),
  fromEmail: z.string(),
  replyTo: z.string(),
  postalAddress: z.string(),
  colors: brandColors,
  kit: brandKit,
  /** What sends for it where a campaign names nothing; null for whatever fits. */
  transportId: id.nullable(),
  createdAt: time,
});
export type Brand = z.infer<typeof brand>;
const brandFacts = z.object({
  name: z.string().trim().min(1).max(200),
  fromName: z.string().trim().max(200),
  fromEmail: z.union([email, z.literal('')]),
  replyTo: z.union([email, z.literal('')]),
  postalAddress: z.string().max(500),
  colors: brandColors,
  kit: brandKit.unwrap(),
  transportId: id.nullable(),
});

export const brandsRpc = {
  all: call(none, z.array(brand)),
  create: call(brandFacts.partial().required({ name: true }), withId),
  change: call(withId.extend(brandFacts.partial().shape), none),
  remove: call(withId, none),
};

const image = z.object({
  id,
  fileName: z.string(),
  type: z.string(),
  bytes: count,
  width: count,
  height: count,
  createdAt: time,
});
export const mediaRpc = {
  all: call(none, z.array(image)),
  /** Names of what shows each image, by its id; an image that nothing shows is missing. */
  uses: call(none, z.record(z.string(), z.array(z.string()))),
  /** `data` is base64; PNG, JPEG, GIF and WebP up to 10 MB. */
  add: call(z.object({ fileName: z.string().min(1).max(200), data: z.string().max(14_000_000) }), image),
  remove: call(withId, none),
};

/** What a message is made of, before a person fills it. */
const draftContent = z.object({
  document,
  subject: z.string().default(''),
  preheader: z.string().default(''),
  brandId: id.nullable().default(null),
});

const stumble = z.object({
  what: z.enum(checkKinds),
  blockId: z.string().nullable(),
  detail: z.string(),
  place: z.enum(['block', 'subject', 'preheader', 'page']),
  /** A piece of the source that stands there, for designs that are written as source. */
  find: z.string(),
  /** The mail programs that it is about; none where it is about all. */
  clients: z.array(z.enum(mailClientNames)),
});
export type Stumble = z.infer<typeof stumble>;

const rendered = z.object({
  html: z.string(),
  text: z.string(),
  subject: z.string(),
  preheader: z.string(),
  /** Octets of the HTML as it is sent. */
  bytes: count,
  /** Octets that its images add to each message, or that readers load when it links to them. */
  images: z.object({ bytes: count, linked: z.boolean() }),
  /** What is wrong with merge tags or blocks; `blockId` where it is known. */
  problems: z.array(z.object({ blockId: z.string().nullable(), message: z.string(), line: z.number().int().optional() })),
  /** What a reader would stumble over. */
  stumbles: z.array(stumble),
});
export type Rendered = z.infer<typeof rendered>;

export const contentRpc = {
  /** The compiled message. With a contact it is what that contact is sent; without, merge tags stand as they are written. Images point to the app. */
  render: call(
    draftContent.extend({
      contactId: id.nullable().default(null),
      /** Without what only the canvas shows, such as an image that is still to be chosen. */
      exact: z.boolean().default(false),
      /** Without, nothing is looked for that a reader would stumble over: the page itself is there sooner. */
      checked: z.boolean().optional(),
    }),
    rendered,
  ),
  /** What a reader would stumble over. */
  check: call(draftContent, z.object({ stumbles: z.array(stumble) })),
  /** HTML from outside (a paste, an edit in place), reduced to what rich text may hold. */
  cleanHtml: call(z.object({ html: z.string().max(2_000_000) }), z.object({ html: z.string() })),
  mergeTags: call(none, z.array(z.object({ tag: z.string(), label: z.string() }))),
};

const template = z.object({ id, name: z.string(), category: z.string(), document, builtIn: z.boolean(), createdAt: time });
export type Template = z.infer<typeof template>;
export const templatesRpc = {
  all: call(none, z.array(template)),
  create: call(z.object({ name: z.string().trim().min(1).max(200), category: z.string().max(60).default(''), document }), withId),
  remove: call(withId, none),
};
