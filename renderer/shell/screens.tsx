import { type ComponentType, lazy, useState } from 'react';

const loads: (() => Promise<unknown>)[] = [];

/** What is thrown when the code of a screen did not come; only loading the page again can help, as browsers remember the failure. */
export class ScreenNotRead extends Error {
  constructor(cause: unknown) {
    super('This part of Letterpress could not be read. It is there again once Letterpress answers.', { cause });
    this.name = 'ScreenNotRead';
  }
}

/**
 * A screen whose code is read when it is first opened, or before. What is there is drawn at once: React keeps whatever had to
 * wait, and be it for a promise that is kept, from being seen for 300 ms.
 */
export function screen<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let there: ComponentType<Props> | null = null;
  const read = async () => {
    there ??= await load();
    return there;
  };
  loads.push(read);
  const Later = lazy(async () => {
    try {
      return { default: await read() };
    } catch (error) {
      throw new ScreenNotRead(error);
    }
  });
  return function Screen(props: Props) {
    const [Shown] = useState<ComponentType<Props>>(() => there ?? Later);
    return <Shown {...props} />;
  };
}

/** Reads the code of all screens while nothing else is to be done, so that a lost server cannot keep one from opening. */
export function readScreensWhenIdle(): void {
  const [next, ...rest] = loads.splice(0);
  if (!next) return;
  requestIdleCallback(() => {
    loads.push(...rest);
    // A screen that does not come now is asked for again when it is opened, and says so then.
    void next().then(readScreensWhenIdle, () => undefined);
  });
}
