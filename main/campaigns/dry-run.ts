import type { DryRunState, Some } from '#shared/rpc/checks.ts';
import type { Clock } from '../base/clock.ts';
import type { DryRun } from '../content/content.ts';
import { type AudienceTools, audienceCount } from './ask-audience.ts';
import { withSegments } from './audience-segments.ts';
import { requireCampaign } from './campaigns.store.ts';
import { peopleAhead, peopleOf } from './conditions.ts';
import { exampleOf, recipientsQuery } from './dry-run.report.ts';
import { inspect } from './inspect.ts';
import type { Reads } from './ports.ts';
import { labelOf } from './review.report.ts';

/**
 * Makes the message of everybody who would receive a campaign now, as a send would make it, and looks at each: off the
 * main thread, with word of how far it is. Nothing is kept and nothing is sent.
 */
export async function* dryRunCampaign(
  tools: AudienceTools & { readonly reads: Reads; readonly clock: Clock },
  { id, signal }: { id: string; signal: AbortSignal },
): AsyncGenerator<DryRunState> {
  const { db, reads, clock } = tools;
  const campaign = requireCampaign(db, id);
  const now = clock();
  const { recipients } = await audienceCount(tools, campaign.audience);
  const { compiled } = await inspect(tools, campaign, now, recipients);
  const { conditions } = compiled;
  const broken = compiled.problems.length > 0;
  const people = broken ? [] : ((await peopleAhead(tools, { conditions, now })) ?? peopleOf(db, { conditions, now }));
  const begun = performance.now();
  const query = recipientsQuery(withSegments(db, campaign.audience, now));
  // What travels inside of each message is the same for all and is not looked at.
  const made = { ...compiled, inline: [] };
  for await (const state of reads.dryRun({ file: db.file, query, compiled: made, people }, { signal }))
    yield { ...inWords(tools, state), total: Math.max(recipients, state.done), seconds: (performance.now() - begun) / 1000 };
}

function inWords(
  { db }: AudienceTools,
  { failed, empty, noSubject, tooLarge, done, largest }: DryRun,
): Omit<DryRunState, 'total' | 'seconds'> {
  const some = ({ people, example }: { people: number; example: number }): Some => ({ people, example: exampleOf(db, example) });
  return {
    done,
    largest,
    failed: failed && { ...some(failed), message: failed.message },
    empty: empty.map((one) => ({ ...some(one), label: labelOf(db, one.path) })),
    noSubject: noSubject && some(noSubject),
    tooLarge: tooLarge && some(tooLarge),
  };
}
