import { spawn } from 'node:child_process';
import { constants, cpus, setPriority } from 'node:os';

/**
 * Keeps every processor busy with nothing, at the lowest priority. One that fell asleep between two answers takes some
 * tenths of a millisecond to wake on a virtual machine, several times for each message, and hides what a program costs.
 */
export function keepAwake(): { stop: () => void } {
  const idlers = cpus().map(() => {
    const idler = spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' });
    if (idler.pid !== undefined) setPriority(idler.pid, constants.priority.PRIORITY_LOW);
    return idler;
  });
  return {
    stop: () => {
      for (const idler of idlers) idler.kill();
    },
  };
}
