import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAutosave, type SaveState } from './autosave.ts';

type Facts = { text: string };
type Failure = { kind: 'closed' | 'conflict' | 'invalid'; message: string };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A store of one text with revisions, which can be made to fail. */
function server(text = 'a') {
  const state = { text, revision: 1, writes: [] as string[], fail: null as Failure | null, loseAnswer: false };
  const shown: SaveState[] = [];
  const autosave = createAutosave<Facts, Facts>(
    {
      difference: (saved, current) => (saved.text === current.text ? null : current),
      failure: (error) => error as Failure,
      onState: (next) => shown.push(next),
      read: async () => ({ draft: { text: state.text }, revision: state.revision, savedAt: state.revision * 100 }),
      write: async (change, revision) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (state.fail) throw state.fail;
        if (revision !== state.revision) throw { kind: 'conflict', message: 'changed' } satisfies Failure;
        state.text = change.text;
        state.revision += 1;
        state.writes.push(change.text);
        if (state.loseAnswer) throw { kind: 'closed', message: 'lost' } satisfies Failure;
        return { revision: state.revision, updatedAt: state.revision * 100 };
      },
    },
    { draft: { text }, revision: 1, savedAt: 100 },
  );
  return { state, autosave, words: () => shown.map(({ is }) => is), last: () => shown.at(-1) };
}

describe('autosave', () => {
  test('follows another window while nothing waits to be written here, and writes on top of it', async () => {
    const { state, autosave } = server();
    Object.assign(state, { text: 'theirs', revision: 2 });
    expect(autosave.follow({ draft: { text: 'theirs' }, revision: 2, savedAt: 200 })).toBe(true);
    autosave.edited({ text: 'theirs and ours' });
    expect(autosave.follow({ draft: { text: 'late' }, revision: 3, savedAt: 300 })).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(state.writes).toEqual(['theirs and ours']);
    expect(autosave.follow({ draft: { text: 'old' }, revision: 2, savedAt: 200 })).toBe(false);
  });

  test('writes once when typing pauses', async () => {
    const { state, autosave, last, words } = server();
    for (const text of ['b', 'br', 'bread']) {
      autosave.edited({ text });
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(state.writes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(state.writes).toEqual(['bread']);
    expect(words()).toContain('saving');
    expect(last()).toEqual({ is: 'saved', at: 200 });
  });

  test('writes what was typed during a write afterwards, with the new revision', async () => {
    const { state, autosave } = server();
    autosave.edited({ text: 'b' });
    await vi.advanceTimersByTimeAsync(510);
    autosave.edited({ text: 'bc' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(state.writes).toEqual(['b', 'bc']);
  });

  test('writes nothing that was taken back before it was written', async () => {
    const { state, autosave, last } = server();
    autosave.edited({ text: 'b' });
    autosave.edited({ text: 'a' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(state.writes).toEqual([]);
    expect(last()?.is).toBe('saved');
  });

  test('keeps edits through a lost connection and writes the newest when it is back', async () => {
    const { state, autosave, last } = server();
    state.fail = { kind: 'closed', message: 'Letterpress is not answering.' };
    autosave.edited({ text: 'b' });
    await vi.advanceTimersByTimeAsync(600);
    expect(last()).toEqual({ is: 'failed', message: 'Letterpress is not answering.', retrying: true });
    autosave.edited({ text: 'bread' });
    expect(autosave.pending()).toBe(true);
    state.fail = null;
    autosave.wake();
    await vi.advanceTimersByTimeAsync(100);
    expect(state.writes).toEqual(['bread']);
    expect(last()?.is).toBe('saved');
  });

  test('tries again by itself after a while', async () => {
    const { state, autosave } = server();
    state.fail = { kind: 'closed', message: '' };
    autosave.edited({ text: 'b' });
    await vi.advanceTimersByTimeAsync(10_000);
    state.fail = null;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(state.writes).toEqual(['b']);
  });

  test('waits for another edit where the draft itself was refused', async () => {
    const { state, autosave, last } = server();
    state.fail = { kind: 'invalid', message: 'too long' };
    autosave.edited({ text: 'b' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(last()).toEqual({ is: 'failed', message: 'too long', retrying: false });
    state.fail = null;
    autosave.edited({ text: 'c' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(state.writes).toEqual(['c']);
  });

  test('stops at a change from elsewhere until a version is chosen', async () => {
    const { state, autosave, last } = server();
    Object.assign(state, { text: 'theirs', revision: 2 });
    autosave.edited({ text: 'mine' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(last()).toEqual({ is: 'conflict' });
    autosave.edited({ text: 'mine, more' });
    await vi.advanceTimersByTimeAsync(5000);
    expect(await autosave.flush()).toBe(false);
    expect(state.text).toBe('theirs');

    autosave.restart({ text: 'theirs' }, 2, 200);
    expect(last()).toEqual({ is: 'saved', at: 200 });
    autosave.edited({ text: 'theirs and mine' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(state.text).toBe('theirs and mine');
  });

  test('does not take its own write for a change from elsewhere when only the answer was lost', async () => {
    const { state, autosave, last } = server();
    state.loseAnswer = true;
    autosave.edited({ text: 'b' });
    await vi.advanceTimersByTimeAsync(600);
    state.loseAnswer = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(last()).toEqual({ is: 'saved', at: 200 });
    expect(state.writes).toEqual(['b']);
  });

  test('flushes at once, behind a write that is under way', async () => {
    const { state, autosave } = server();
    autosave.edited({ text: 'b' });
    await vi.advanceTimersByTimeAsync(510);
    autosave.edited({ text: 'c' });
    const flushed = autosave.flush();
    await vi.advanceTimersByTimeAsync(100);
    expect(await flushed).toBe(true);
    expect(state.writes).toEqual(['b', 'c']);
  });
});
