import { type Dialect, dialect } from '#shared/schema/words.ts';

/** The API by which something was done; null for a window. */
export const viaDialect = (via: string): Dialect | null => dialect.safeParse(via).data ?? null;
