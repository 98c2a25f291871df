import { fieldMergeTag, mergeTags } from '#shared/content/merge-tags.ts';
import type { contentRpc } from '#shared/rpc/content.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { getContact, listFields } from '../contacts/contacts.ts';
import {
  checkContent,
  cleanRich,
  compileContent,
  encodedSize,
  forPreview,
  requireBrand,
  tryRender,
  unfilled,
  withImagesAt,
} from '../content/content.ts';
import { imageLinks } from '../tracking/tracking.ts';
import type { Workspace } from '../workspace.ts';

/** Links of a preview lead nowhere: nobody may be unsubscribed from a picture of a message. */
const PREVIEW = { unsubscribeUrl: '#unsubscribe', viewUrl: '#web-view' };

export const contentHandlers = ({ db }: Workspace) =>
  ({
    render: async ({ document, subject, preheader, brandId, contactId }) => {
      const brand = brandId ? requireBrand(db, brandId) : null;
      const compiled = await compileContent(db, { document, subject, preheader, brand }, { preview: true });
      const link = imageLinks(db);
      const contact = contactId ? getContact(db, contactId) : null;
      const { filled, problem } = contact ? tryRender(compiled, contact, PREVIEW) : { filled: unfilled(compiled), problem: null };
      const problems = problem && compiled.problems.length === 0 ? [{ blockId: null, message: problem }] : compiled.problems;
      return {
        ...filled,
        html: forPreview(filled.html),
        bytes: Buffer.byteLength(link ? withImagesAt(filled.html, link) : filled.html),
        images: { bytes: link ? compiled.imageBytes : encodedSize(compiled.imageBytes), linked: link !== null },
        problems,
        stumbles: checkContent(document, compiled),
      };
    },
    cleanHtml: ({ html }) => ({ html: cleanRich(html) }),
    mergeTags: () => [...mergeTags, ...listFields(db).map((field) => ({ tag: fieldMergeTag(field.key), label: field.label }))],
  }) satisfies Handlers<typeof contentRpc>;
