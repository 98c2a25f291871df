const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const MOST_BYTES = 10 * 1024 * 1024;

export const ACCEPTED = TYPES.join(',');

/** Why a file cannot be used as a picture, or null. */
export function problemWithFile(file: Pick<File, 'type' | 'size' | 'name'>): string | null {
  if (!TYPES.includes(file.type)) return `${file.name} is not a PNG, JPEG, GIF or WebP picture.`;
  return file.size > MOST_BYTES ? `${file.name} is larger than 10 MB.` : null;
}

export const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Error(`${file.name} could not be read.`));
    reader.readAsDataURL(file);
  });

/** Where the app shows an image from: the library's own pictures come from the app itself. */
export const shownAt = (source: string): string =>
  source.startsWith('media:') ? `/app/media/${source.slice('media:'.length)}` : source;
