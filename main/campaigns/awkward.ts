import { audience } from '#shared/rpc/campaigns.ts';
import type { Awkward } from '#shared/rpc/checks.ts';
import type { AudienceTools } from './ask-audience.ts';
import { withSegments } from './audience-segments.ts';
import { awkwardQuery } from './awkward.report.ts';
import { requireCampaign } from './campaigns.store.ts';
import { isLarge } from './draw.report.ts';
import { exampleOf } from './dry-run.report.ts';

const kinds = ['no-name', 'long', 'other-script'] as const;

/**
 * Those of a campaign's audience for whom its design most likely goes wrong: somebody without a name, with a very long
 * one, with one in another script. Of everybody, while nobody is chosen yet.
 */
export async function awkwardPeople(tools: AudienceTools, { id, now }: { id: string; now: number }): Promise<Awkward[]> {
  const { db, reads } = tools;
  const chosen = requireCampaign(db, id).audience;
  const { everyone, listIds, tagIds, segmentIds } = chosen;
  const isChosen = everyone || listIds.length + tagIds.length + segmentIds.length > 0;
  const looked = withSegments(db, isChosen ? chosen : audience.parse({ everyone: true }), now);
  const found: Awkward[] = [];
  for (const why of kinds) {
    const query = awkwardQuery(looked, why);
    const rows =
      reads && isLarge(db) ? await reads.rows<{ id: number }>({ file: db.file, query }) : db.all<{ id: number }>(query);
    const person = rows[0] ? exampleOf(db, rows[0].id) : null;
    if (person && !found.some((other) => other.id === person.id)) found.push({ ...person, why });
  }
  return found;
}
