import { expect, test } from 'vitest';
import { createGathering } from './gathering.ts';

/** Whether a turn waits, after so much was learnt. */
function waits(of: { diskMs: number; answerMs: number; inAir: number }): Promise<boolean> {
  const gathering = createGathering();
  for (let turn = 0; turn < 50; turn++) {
    gathering.flushed(of.diskMs);
    gathering.answered(of.answerMs);
  }
  return new Promise((resolve) => {
    let isNow = true;
    gathering.soon(of.inAir, () => resolve(!isNow));
    isNow = false;
  });
}

test('a turn waits for answers that come sooner than the disk takes what is written', async () => {
  expect(await waits({ diskMs: 3, answerMs: 1, inAir: 2 })).toBe(true);
});

test('a turn does not wait where nothing is in the air, the server is far away, or the disk is not waited for', async () => {
  expect(await waits({ diskMs: 3, answerMs: 1, inAir: 0 })).toBe(false);
  expect(await waits({ diskMs: 3, answerMs: 40, inAir: 2 })).toBe(false);
  expect(await waits({ diskMs: 0, answerMs: 0.2, inAir: 2 })).toBe(false);
});

test('the last answer that was waited for ends the wait', async () => {
  const gathering = createGathering();
  gathering.flushed(50);
  gathering.answered(1);
  let turns = 0;
  const turn = () => void turns++;
  gathering.soon(1, turn);
  gathering.soon(1, turn);
  expect(turns).toBe(0);
  gathering.soon(0, turn);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(turns).toBe(1);
  gathering.soon(1, turn);
  gathering.end();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(turns).toBe(1);
});
