/** Twice as wide as a message is shown, for sharp screens. */
const WIDE = 1200;
const MARKED = /-play\.jpg$/;

/** Whether a picture of the library has the mark by its name. */
export const isMarked = (fileName: string): boolean => MARKED.test(fileName);

/** The name of a picture once it has the mark. */
export const markedName = (fileName: string): string => `${fileName.replace(/\.[a-z]+$/i, '')}-play.jpg`;

/** How large a picture becomes, and where the disc of the mark stands in it. */
export function placeOf(picture: { width: number; height: number }) {
  const width = Math.min(picture.width, WIDE);
  const height = Math.max(1, Math.round((picture.height * width) / picture.width));
  const radius = Math.max(12, Math.round(Math.min(width, height) * 0.14));
  return { width, height, x: width / 2, y: height / 2, radius };
}

/**
 * A still with the sign of a film drawn on it. It is part of the picture, since mail programs lay nothing over another: so
 * every one of them shows it.
 */
export async function withPlayMark(picture: ImageBitmap): Promise<Blob> {
  const { width, height, x, y, radius } = placeOf(picture);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This window cannot draw pictures.');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = 'rgba(20, 16, 12, 0.72)';
  context.fill();
  context.lineWidth = Math.max(2, radius / 14);
  context.strokeStyle = '#ffffff';
  context.stroke();
  context.beginPath();
  // Its middle is its weight's, not its box's.
  context.moveTo(x - radius * 0.28, y - radius * 0.46);
  context.lineTo(x + radius * 0.54, y);
  context.lineTo(x - radius * 0.28, y + radius * 0.46);
  context.closePath();
  context.fillStyle = '#ffffff';
  context.fill();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.86 });
}
