import type { NavigateOptions } from '@tanstack/react-router';
import type { Finding } from '#shared/rpc/campaigns.ts';

/** Where a finding is mended. */
export function placeOf({ place, blockId }: Finding, id: string): NavigateOptions | null {
  switch (place) {
    case 'design':
      return { to: '/campaigns/$id/design', params: { id }, search: blockId ? { block: blockId } : {} };
    case 'audience':
      return { to: '/campaigns/$id/audience', params: { id } };
    case 'subject':
    case 'brand':
      return { to: '/campaigns/$id/audience', params: { id }, search: { at: place } };
    case 'transport':
      return { to: '/settings/$tab', params: { tab: 'sending' } };
    case 'settings':
      return { to: '/settings/$tab', params: { tab: 'tracking' } };
    case 'domain':
      return { to: '/settings/$tab', params: { tab: 'senders' } };
    // Mended where it is found.
    case 'test':
    case null:
      return null;
  }
}
