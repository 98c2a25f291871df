import { api } from '../../api.ts';
import { ask } from '../../ui/ask.tsx';
import { toast, toastError } from '../../ui/toasts.ts';
import type { Session } from '../store/session.ts';
import { draftIn } from '../store/store.ts';

/** Keeps the design as it stands, for other campaigns to begin with. */
export async function keepAsTemplate({ store }: Session): Promise<void> {
  store.getState().finishEditing();
  const { name, document } = draftIn(store.getState());
  const title = await ask({ title: 'Keep as a template', label: 'Name', value: name, confirmLabel: 'Keep template' });
  if (!title) return;
  try {
    await api.templates.create({ name: title, category: '', document });
    toast(`“${title}” is a template now.`);
  } catch (error) {
    toastError(error);
  }
}
