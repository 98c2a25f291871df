/** Below this nobody waits, so it is counted each time. */
const DEAR_MS = 40;
/** A figure takes no more than a twentieth of the time. */
const REST = 20;

type Known<Value> = { value: Value; mark: string; until: number };

/**
 * Remembers figures that were dear to count, each under its key, for as long as counting would otherwise fill the time:
 * screens ask twice a second while a campaign goes out to very many people. Another `mark` is another question.
 */
export function createCostly<Key extends object, Value>() {
  const known = new WeakMap<Key, Map<number, Known<Value>>>();
  return (of: { key: Key; id: number; mark: string }, count: () => Value): Value => {
    const all = known.get(of.key) ?? new Map<number, Known<Value>>();
    known.set(of.key, all);
    const start = performance.now();
    const last = all.get(of.id);
    if (last && last.mark === of.mark && start < last.until) return last.value;
    const value = count();
    const end = performance.now();
    const took = end - start;
    if (took >= DEAR_MS) all.set(of.id, { value, mark: of.mark, until: end + took * REST });
    else all.delete(of.id);
    return value;
  };
}

/** The same of what is counted off the main thread: there it holds up nobody, but it is not to fill the other one either. */
export function createCostlyAside<Key extends object, Value>() {
  const known = new WeakMap<Key, Map<number, Known<Promise<Value>>>>();
  return (of: { key: Key; id: number; mark: string }, count: () => Promise<Value>): Promise<Value> => {
    const all = known.get(of.key) ?? new Map<number, Known<Promise<Value>>>();
    known.set(of.key, all);
    const start = performance.now();
    const last = all.get(of.id);
    if (last && last.mark === of.mark && start < last.until) return last.value;
    const counted: Known<Promise<Value>> = { value: count(), mark: of.mark, until: Number.POSITIVE_INFINITY };
    all.set(of.id, counted);
    const rest = () => {
      const end = performance.now();
      counted.until = end + (end - start) * REST;
    };
    counted.value.then(rest, () => all.delete(of.id));
    return counted.value;
  };
}
