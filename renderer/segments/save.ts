import type { ChosenContacts } from '#shared/rpc/bulk.ts';
import type { Group } from '#shared/schema/rule.ts';
import { api } from '../api.ts';
import { ask } from '../ui/ask.tsx';
import { toast, toastError } from '../ui/toasts.ts';

/** Asks for a name and keeps a rule under it; the new segment's id, or null if it was not saved after all. */
export async function saveAsSegment(rule: Group): Promise<string | null> {
  const name = await ask({ title: 'Save as a segment', label: 'Name', placeholder: 'Regulars', confirmLabel: 'Save' });
  if (name === null) return null;
  return made(name, () => api.segments.create({ name, rule }));
}

/** Asks for a name and writes down whoever is chosen, as they are now. */
export async function collectAsSegment(who: ChosenContacts): Promise<string | null> {
  const name = await ask({
    title: 'Keep these people as a segment',
    label: 'Name of the segment, which does not change by itself',
    placeholder: 'Invited to the tasting',
    confirmLabel: 'Save',
  });
  if (name === null) return null;
  return made(name, () => api.segments.collect({ name, who }));
}

async function made(name: string, make: () => Promise<{ id: string }>): Promise<string | null> {
  try {
    const { id } = await make();
    toast(`Saved as “${name}”.`);
    return id;
  } catch (error) {
    toastError(error);
    return null;
  }
}
