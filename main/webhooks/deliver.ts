import { attempt } from './attempt.ts';
import { beginAttempt, nextDue, nextDueAt, settleAttempt, takeBackAttempt } from './deliveries.store.ts';
import { allEndpoints, type Endpoint, endpointById, noteHealth } from './endpoints.store.ts';
import { judge } from './judge.ts';
import type { WebhookOptions, WebhookStyle } from './options.ts';
import { secretName } from './secret-name.ts';
import { mayBePrivate } from './settings.store.ts';
import { reachOf, resolveBySystem } from './target.ts';

/** So many calls at once, and of these so many to one endpoint: a slow one leaves room for the others. */
const MOST = 6;
const MOST_OF_ONE = 2;

/** Calls endpoints with what is due. `pump` starts as many calls as may run and says when there is more to do. */
export function createDeliverer(options: WebhookOptions & { onSettled: () => void }) {
  const { db, clock, logger, secrets, styles, resolve = resolveBySystem } = options;
  const inAir = new Map<Promise<void>, number>();
  let stopping = new AbortController();

  /** Answers when something is due next, in milliseconds; null for nothing in sight. */
  function pump(): number | null {
    let dueAt: number | null = null;
    const later = (at: number) => {
      dueAt = dueAt === null ? at : Math.min(dueAt, at);
    };
    for (const endpoint of allEndpoints(db)) {
      const style = styles.find(({ dialect }) => dialect === endpoint.dialect);
      if (!style || !endpoint.enabled || endpoint.paused) continue;
      if (endpoint.restUntil > clock()) {
        if (nextDueAt(db, endpoint.id) !== null) later(endpoint.restUntil);
        continue;
      }
      while (inAir.size < MOST && callsOf(endpoint.id) < mostOf(endpoint) && begin(endpoint, style));
      const next = nextDueAt(db, endpoint.id);
      // What is due and may not be called now is looked at when a call has ended.
      if (next !== null && next > clock()) later(next);
    }
    return dueAt === null ? null : Math.max(0, dueAt - clock());
  }

  const callsOf = (endpointId: number) => [...inAir.values()].filter((id) => id === endpointId).length;
  /** One that failed is asked with one call at a time whether it is back. */
  const mostOf = ({ failures }: Endpoint) => (failures > 0 ? 1 : MOST_OF_ONE);

  function begin(endpoint: Endpoint, style: WebhookStyle): boolean {
    const now = clock();
    const due = nextDue(db, { endpointId: endpoint.id, now });
    if (!due) return false;
    // Nothing of a call waits for the disk: what a power cut takes back is said again, which a receiver knows by its id.
    db.slice(() => beginAttempt(db, { id: due.id, now }));
    const delivery = { ...due, attempts: due.attempts + 1 };
    const call = run({ endpoint, delivery, style })
      .catch((error: unknown) => logger.error('a webhook could not be called', { endpoint: endpoint.publicId, error }))
      .finally(() => {
        inAir.delete(call);
        options.onSettled();
      });
    inAir.set(call, endpoint.id);
    return true;
  }

  async function run(facts: { endpoint: Endpoint; delivery: NonNullable<ReturnType<typeof nextDue>>; style: WebhookStyle }) {
    const { delivery, style } = facts;
    const { publicId, allowPrivate } = facts.endpoint;
    const reach = reachOf({ byWorkspace: mayBePrivate(db), byEndpoint: allowPrivate });
    const secret = secrets.get(secretName(publicId)) ?? '';
    const { signal } = stopping;
    const outcome = await attempt({ ...facts, style, secret, reach, resolve, now: clock(), stop: signal });
    const now = clock();
    db.slice(() => {
      // What became of the endpoint meanwhile counts, not what it was when the call began.
      const endpoint = endpointById(db, publicId);
      if (!endpoint) return;
      if (signal.aborted && outcome.error !== '') return takeBackAttempt(db, { id: delivery.id, now });
      const { health, delivery: verdict } = judge({ endpoint, delivery, outcome, now });
      settleAttempt(db, { id: delivery.id, ...outcome, ...verdict });
      noteHealth(db, { id: endpoint.id, ...health });
    });
  }

  return {
    pump,
    busy: () => inAir.size > 0,
    start: () => {
      stopping = new AbortController();
    },
    /** Breaks off what is in the air: it is said again after the next start. */
    stop: async () => {
      stopping.abort();
      await Promise.allSettled([...inAir.keys()]);
    },
  };
}
