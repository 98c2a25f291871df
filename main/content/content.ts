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
export { importDesign } from './design-import/import-design.ts';
export { createDryRun, type DryRun } from './dry-run.ts';
export type { Media } from './media.store.ts';
export { addMedia, encodedSize, listMedia, readMedia, removeMedia } from './media.ts';
export { type Addresses, createRenderer, type Person, tryRender, unfilled } from './render.ts';
export { replaceInDesigns } from './replace.store.ts';
export { changeSavedBlock, createSavedBlock, listSavedBlocks, rebuildSavedBlock, removeSavedBlock } from './saved-blocks.ts';
export { changeTemplate, createTemplate, listTemplates, removeTemplate, requireTemplate } from './templates.ts';
export { usesOfImages } from './usage.report.ts';
export { convertDocument } from './ways/convert.ts';
