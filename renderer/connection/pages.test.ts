import { QueryClient } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { type Answer, createPages } from './pages.ts';

type Asked = { offset: number; signal: AbortSignal; answer: (answer: Answer<string>) => void; fail: (error: Error) => void };

/** Pages whose answers come when the test says so. */
function world() {
  const asked: Asked[] = [];
  const errors: unknown[] = [];
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false } } });
  const pages = createPages<string>(queries, { size: 10, onError: (error) => errors.push(error) });
  const question = (name: string) => ({
    key: ['people', name],
    load: ({ offset }: { offset: number }, signal: AbortSignal) =>
      new Promise<Answer<string>>((answer, fail) => void asked.push({ offset, signal, answer, fail })),
  });
  const rows = (name: string, offset: number) => ({
    rows: Array.from({ length: 10 }, (_, index) => `${name} ${offset + index}`),
    total: 1000,
  });
  const came = vi.fn();
  pages.watch(came);
  return { asked, errors, queries, pages, question, rows, came };
}

it('asks for what is in sight and for the pages next to it, and tells when they have come', async () => {
  const { asked, pages, question, rows, came } = world();
  pages.begin(question('all'));
  pages.settle(1000);
  pages.onRange(40, 49);
  expect(asked.map(({ offset }) => offset)).toEqual([0, 30, 40, 50]);
  expect(pages.getRow(41)).toBeUndefined();
  asked[2]?.answer(rows('all', 40));
  await vi.waitFor(() => expect(came).toHaveBeenCalledTimes(1));
  expect(pages.getRow(41)).toBe('all 41');
});

it('cancels a page that is passed before it came, and remembers one that had come', async () => {
  const { asked, pages, question, rows, came } = world();
  pages.begin(question('all'));
  pages.settle(1000);
  pages.onRange(40, 49);
  asked[2]?.answer(rows('all', 40));
  await vi.waitFor(() => expect(came).toHaveBeenCalled());
  pages.onRange(900, 909);
  expect(asked[3]?.signal.aborted).toBe(true);
  expect(pages.getRow(41)).toBe('all 41');
});

it('shows the rows of the question before until another one is answered', async () => {
  const { asked, pages, question, rows, came } = world();
  const end = pages.begin(question('all'));
  asked[0]?.answer(rows('all', 0));
  await vi.waitFor(() => expect(came).toHaveBeenCalledTimes(1));
  end();
  pages.begin(question('ann'));
  expect(pages.getRow(3)).toBe('all 3');
  asked[1]?.answer(rows('ann', 0));
  await vi.waitFor(() => expect(came).toHaveBeenCalledTimes(2));
  expect(pages.getRow(3)).toBe('ann 3');
});

it('asks again for what is in sight when it may have changed, and for no page beyond the last', async () => {
  const { asked, queries, pages, question, rows, came } = world();
  pages.begin(question('all'));
  pages.settle(8);
  pages.onRange(0, 7);
  asked[0]?.answer(rows('all', 0));
  await vi.waitFor(() => expect(came).toHaveBeenCalledTimes(1));
  void queries.invalidateQueries();
  await vi.waitFor(() => expect(asked.map(({ offset }) => offset)).toEqual([0, 0]));
  asked[1]?.answer(rows('changed', 0));
  await vi.waitFor(() => expect(came).toHaveBeenCalledTimes(2));
  expect(pages.getRow(0)).toBe('changed 0');
});

it('hands on that a page cannot be had', async () => {
  const { asked, errors, pages, question } = world();
  pages.begin(question('all'));
  asked[0]?.fail(new Error('The disk is gone.'));
  await vi.waitFor(() => expect(errors).toEqual([new Error('The disk is gone.')]));
});
