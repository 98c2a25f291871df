import { type ComponentType, lazy } from 'react';

const loads: (() => Promise<unknown>)[] = [];

/** What is thrown when the code of a screen did not come; only loading the page again can help, as browsers remember the failure. */
export class ScreenNotRead extends Error {
  constructor(cause: unknown) {
    super('This part of Letterpress could not be read. It is there again once Letterpress answers.', { cause });
    this.name = 'ScreenNotRead';
  }
}

/** A screen whose code is read when it is first opened. */
export function screen<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  loads.push(load);
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (error) {
      throw new ScreenNotRead(error);
    }
  });
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
