import { fieldMergeTag, mergeTags } from '#shared/content/merge-tags.ts';
import type { contentRpc } from '#shared/rpc/content.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { conditionProblems, fulfilled } from '../campaigns/campaigns.ts';
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
import type { ReadDb } from '../db/db.ts';
import { imageLinks, publicAddress } from '../tracking/tracking.ts';
import type { Workspace } from '../workspace.ts';

/** Links of a preview lead nowhere: nobody may be unsubscribed from a picture of a message. Without a public address there is no page to link to. */
const previewOf = (db: ReadDb) =>
  publicAddress(db) === ''
    ? { unsubscribeUrl: '#unsubscribe', preferencesUrl: '', viewUrl: '' }
    : { unsubscribeUrl: '#unsubscribe', preferencesUrl: '#preferences', viewUrl: '#web-view' };

export const contentHandlers = ({ db, reads, clock }: Workspace) =>
  ({
    render: async ({ document, subject, preheader, brandId, contactId, exact, checked = true }) => {
      const brand = brandId ? requireBrand(db, brandId) : null;
      const compiled = await compileContent(db, { document, subject, preheader, brand }, { preview: true, holes: !exact });
      const link = imageLinks(db);
      const contact = contactId ? getContact(db, contactId) : null;
      const now = clock();
      const asked = { conditions: compiled.conditions, now };
      const when = contact ? await fulfilled({ db, reads }, { ...asked, contactId: contact.id }) : [];
      const { filled, problem } = contact
        ? tryRender(compiled, { person: contact, addresses: previewOf(db), when })
        : { filled: unfilled(compiled), problem: null };
      const known = [...compiled.problems, ...conditionProblems(db, { document, now })];
      const problems = problem && known.length === 0 ? [{ blockId: null, message: problem }] : known;
      return {
        ...filled,
        html: forPreview(filled.html),
        bytes: Buffer.byteLength(link ? withImagesAt(filled.html, link) : filled.html),
        images: { bytes: link ? compiled.imageBytes : encodedSize(compiled.imageBytes), linked: link !== null },
        problems,
        stumbles: checked ? checkContent(document, compiled, { hasPages: publicAddress(db) !== '' }) : [],
      };
    },
    check: async ({ document, subject, preheader, brandId }) => {
      const brand = brandId ? requireBrand(db, brandId) : null;
      const compiled = await compileContent(db, { document, subject, preheader, brand }, { preview: true });
      return { stumbles: checkContent(document, compiled, { hasPages: publicAddress(db) !== '' }) };
    },
    cleanHtml: ({ html }) => ({ html: cleanRich(html) }),
    mergeTags: () => [...mergeTags, ...listFields(db).map((field) => ({ tag: fieldMergeTag(field.key), label: field.label }))],
  }) satisfies Handlers<typeof contentRpc>;
