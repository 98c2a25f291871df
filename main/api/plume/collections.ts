import { DomainError } from '../../base/errors.ts';

/** `limit` and `offset` are optional everywhere; by default everything is answered. */
export const slice = <Item>(items: readonly Item[], window: { limit?: number | undefined; offset: number }): Item[] =>
  items.slice(window.offset, window.limit === undefined ? undefined : window.offset + window.limit);

/** Deleting answers the same whether or not there was such a thing. */
export function ignoreUnknown(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'not-found') throw error;
  }
}
