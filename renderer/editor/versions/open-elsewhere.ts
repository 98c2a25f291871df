/** Whether another window has the same thing open; says to those that come later that this one has, until it leaves. */
export function openElsewhere(name: string): { found: Promise<boolean>; leave: () => void } {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  const { locks } = navigator;
  const found = locks.query().then(({ held = [] }) => {
    const isHeld = held.some((lock) => lock.name === name);
    void locks.request(name, { mode: 'shared' }, () => left);
    return isHeld;
  });
  return { found, leave };
}
