import type { Document, DocumentKind } from '#shared/content/document.ts';
import { sourceIn } from '#shared/content/source.ts';
import { api } from '../../api.ts';
import type { Session } from '../store/session.ts';
import { draftIn } from '../store/store.ts';
import { changeDocument } from './change-document.ts';

/** Whether two designs say the same, whoever made the objects. */
export const isSame = (one: Document, other: Document): boolean => JSON.stringify(one) === JSON.stringify(other);

const isEmpty = (document: Document): boolean =>
  document.kind === 'blocks' ? document.blocks.length === 0 : sourceIn(document).trim() === '';

/**
 * Goes on in another way. What was written is kept as a version first; where nothing was edited since the last switch,
 * going back gives what was there before, to the letter.
 */
export async function switchWay({ campaign, store }: Session, to: DocumentKind): Promise<void> {
  store.getState().finishEditing();
  const { subject, preheader, document } = draftIn(store.getState());
  if (document.kind === to) return;
  const { found } = await api.versions.beforeSwitch({ campaignId: campaign.id });
  const asItWas = found?.draft.document.kind === to && isSame(found.became, document) ? found.draft.document : null;
  const became = asItWas ?? (await api.writing.convert({ document, to, brandId: campaign.brandId }));
  if (!asItWas && !isEmpty(document))
    await api.versions.addSwitch({ campaignId: campaign.id, draft: { subject, preheader, document }, became });
  // Words that were typed while the answer was on its way are not in it.
  if (draftIn(store.getState()).document !== document)
    throw new Error('The message was changed meanwhile, so it stays as it is. Please switch again.');
  store.getState().perform(changeDocument, { document: became });
}
