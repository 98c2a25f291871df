import { api } from '../../api.ts';
import { base64Of } from '../../editor/panel/inputs/image-file.ts';
import { plural } from '../../ui/format.ts';
import { toast } from '../../ui/toasts.ts';

/** What a file chooser offers for a design from elsewhere. */
export const DESIGN_FILES = '.html,.htm,.mjml,.md,.markdown,.txt,.zip';
const MOST_BYTES = 20 * 1024 * 1024;

export const isDesign = ({ name }: Pick<File, 'name'>): boolean => /\.(html?|mjml|md|markdown|zip)$/i.test(name);

/** Takes in a file with its pictures, and says what could not be taken along. */
async function read(file: File) {
  if (file.size > MOST_BYTES) throw new Error(`${file.name} is larger than 20 MB. Make its pictures smaller first.`);
  const found = await api.writing.importFile({ fileName: file.name, data: await base64Of(file) });
  const taken = found.images > 0 ? `${plural(found.images, 'picture')} went into the library.` : '';
  const said = [taken, ...found.notes].filter(Boolean).join(' ');
  if (said) toast(said, `${found.name} was taken in`);
  return found;
}

/** Makes a template of a file from elsewhere. */
export async function importAsTemplate(file: File): Promise<{ id: string; name: string }> {
  const { name, document } = await read(file);
  const { id } = await api.templates.create({ name, category: 'Imported', document });
  return { id, name };
}

/** Makes a campaign of a file from elsewhere; returns its id. */
export async function importAsCampaign(file: File, name = ''): Promise<{ id: string }> {
  const found = await read(file);
  const { id } = await api.campaigns.create({ name: name.trim() || found.name });
  const { revision } = await api.campaigns.get({ id });
  await api.campaigns.change({ id, revision, document: found.document });
  return { id };
}
