import type { AccountFacts, CheckStep } from '#shared/rpc/transports.ts';

/** How far an account came without sending, step by step, and what its server said last where that went wrong. */
export type TransportCheck = {
  ok: boolean;
  steps: CheckStep[];
  reply: string;
  /** What was learned of the account on the way. */
  account?: AccountFacts;
};

type Facts = { advice?: string; server?: string; ms?: number | null };

export const step = (
  name: string,
  ok: boolean,
  text: string,
  { advice = '', server = '', ms = null }: Facts = {},
): CheckStep => ({
  ...{ name, ok, text, advice, server },
  ms: ms === null ? null : Math.round(ms),
});

/** Keeps the steps of a check and how long each took since the one before. */
export function createSteps() {
  const steps: CheckStep[] = [];
  let since = performance.now();
  const add = (name: string, ok: boolean, text: string, facts: Omit<Facts, 'ms'> = {}) => {
    const now = performance.now();
    steps.push(step(name, ok, text, { ...facts, ms: now - since }));
    since = now;
  };
  return {
    fine: (name: string, text: string, facts?: Omit<Facts, 'ms'>) => add(name, true, text, facts),
    /** Something is not as it should be, and yet mail can leave. */
    doubt: (name: string, text: string, facts?: Omit<Facts, 'ms'>) => add(name, false, text, facts),
    /** The last step: without it nothing leaves. */
    failed: (name: string, text: string, facts: Omit<Facts, 'ms'> = {}): TransportCheck => {
      add(name, false, text, facts);
      return { ok: false, steps, reply: facts.server ?? '' };
    },
    done: (): TransportCheck => ({ ok: true, steps, reply: '' }),
  };
}
