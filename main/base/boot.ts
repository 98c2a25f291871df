import { readFileSync } from 'node:fs';
import os from 'node:os';

/** Clocks are set right by less than this, and the start of the computer is only known that well. */
const COARSE_MS = 10_000;

/**
 * Names the start of the computer: another name means that it was started anew since, or that nobody can tell. What a
 * process wrote survives its end, whether it waited for the disk or not; the end of the computer it survives only so.
 */
export function bootName(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Only Linux has it.
    return `started ${Math.round((Date.now() - os.uptime() * 1000) / COARSE_MS)}`;
  }
}
