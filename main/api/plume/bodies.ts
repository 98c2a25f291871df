import { type Campaign, sourceOf } from '../../campaigns/campaigns.ts';
import { compileContent, getBrand } from '../../content/content.ts';
import type { Workspace } from '../../workspace.ts';
import { fromBlocks } from './blocks.ts';
import { withoutFooter } from './footer.ts';

type Bodies = { html: string; text: string; blocks: readonly unknown[] };

const KEPT = 200;

/**
 * What a campaign's design is on the wire. HTML from outside is answered as it came. Blocks are answered as they came
 * as long as nobody changed the design since, and their HTML is compiled, which is remembered for the last few.
 */
export function createBodies(): (workspace: Workspace, campaign: Campaign) => Promise<Bodies> {
  const compiled = new Map<string, { html: string; text: string }>();

  return async ({ db }, campaign) => {
    const document = withoutFooter(campaign.document);
    if (document.kind === 'html') return { html: document.html, text: document.text, blocks: [] };
    const source = document.kind === 'blocks' ? sourceOf(db, campaign) : '[]';
    const blocks =
      source === null && document.kind === 'blocks' ? fromBlocks(document.blocks) : (JSON.parse(source ?? '[]') as unknown[]);
    const brand = campaign.brand ? getBrand(db, campaign.brand.id) : null;
    const key = JSON.stringify([db.file, campaign.publicId, document, brand]);
    const known = compiled.get(key);
    if (known) return { ...known, blocks };
    const { html, text } = await compileContent(db, { document, subject: '', preheader: '', brand });
    compiled.set(key, { html, text });
    if (compiled.size > KEPT) compiled.delete(compiled.keys().next().value ?? '');
    return { html, text, blocks };
  };
}
