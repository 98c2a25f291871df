import type { DialectPlugin } from './dialect.ts';
import { plume } from './plume/plugin.ts';
import { pulsemail } from './pulsemail/plugin.ts';

/** Every language that the local server speaks. */
export const dialects: readonly DialectPlugin[] = [plume, pulsemail];
