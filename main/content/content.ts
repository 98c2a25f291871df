/**
 * The face of content: what a message says and looks like. Designs are cleaned, compiled once and filled per person;
 * brands, images and templates are what designs are made with.
 */

export type { Attachment } from './attachments.store.ts';
export {
  addAttachment,
  copyAttachments,
  dropFiles,
  listAttachments,
  readAttachment,
  removeAttachment,
} from './attachments.ts';
export type { Brand } from './brands.store.ts';
export { changeBrand, createBrand, getBrand, listBrands, removeBrand, requireBrand } from './brands.ts';
export { type ContentFinding, checkContent } from './check.ts';
export { cleanDocument } from './clean-document.ts';
export { cleanRich } from './clean-html.ts';
export { type Compiled, compileContent, compiled, forPreview, withImagesAt } from './compile.ts';
export type { Media } from './media.store.ts';
export { addMedia, encodedSize, listMedia, readMedia, removeMedia } from './media.ts';
export { createRenderer, tryRender, unfilled } from './render.ts';
export { createTemplate, listTemplates, removeTemplate, requireTemplate } from './templates.ts';
