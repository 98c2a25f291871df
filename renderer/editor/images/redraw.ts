/** A part of a picture, in its own pixels. */
export type Crop = { left: number; top: number; width: number; height: number };

export type Wish = {
  crop: Crop;
  /** How wide the part becomes; never wider than it is. */
  width: number;
  type: 'image/jpeg' | 'image/png' | 'image/webp';
  /** 0 to 1, of JPEG and WebP. */
  quality: number;
};

/** The largest part of a picture with the given proportion, in its middle; of none, all of it. */
export function cropTo(picture: { width: number; height: number }, ratio: number | null): Crop {
  const { width, height } = picture;
  if (ratio === null) return { left: 0, top: 0, width, height };
  const isWide = width / height > ratio;
  const part = isWide ? { width: Math.round(height * ratio), height } : { width, height: Math.round(width / ratio) };
  return { ...part, left: Math.round((width - part.width) / 2), top: Math.round((height - part.height) / 2) };
}

/** A crop moved to where it may be: inside of the picture. */
export function inside(picture: { width: number; height: number }, crop: Crop): Crop {
  const within = (value: number, most: number) => Math.max(0, Math.min(Math.round(value), most));
  const width = Math.max(1, within(crop.width, picture.width));
  const height = Math.max(1, within(crop.height, picture.height));
  return { width, height, left: within(crop.left, picture.width - width), top: within(crop.top, picture.height - height) };
}

/** A crop made wider or higher. Where it has a proportion, the other side follows. */
export function resized(
  picture: { width: number; height: number },
  crop: Crop,
  wish: { width?: number; height?: number; ratio: number | null },
): Crop {
  const { ratio } = wish;
  if (ratio === null) return inside(picture, { ...crop, width: wish.width ?? crop.width, height: wish.height ?? crop.height });
  const wide = wish.width ?? (wish.height === undefined ? crop.width : wish.height * ratio);
  const width = Math.min(wide, picture.width, picture.height * ratio);
  return inside(picture, { ...crop, width, height: width / ratio });
}

/** The same part in hundredths of the picture, which hold however large it is shown. */
export const inPercent = (picture: { width: number; height: number }, crop: Crop) => ({
  unit: '%' as const,
  x: (crop.left / picture.width) * 100,
  y: (crop.top / picture.height) * 100,
  width: (crop.width / picture.width) * 100,
  height: (crop.height / picture.height) * 100,
});

/** The part that hundredths of a picture mean, in its pixels. */
export const fromPercent = (
  picture: { width: number; height: number },
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): Crop =>
  inside(picture, {
    left: (x / 100) * picture.width,
    top: (y / 100) * picture.height,
    width: (width / 100) * picture.width,
    height: (height / 100) * picture.height,
  });

export const sizeOf = ({ crop, width }: Pick<Wish, 'crop' | 'width'>): { width: number; height: number } => {
  const wide = Math.max(1, Math.min(Math.round(width), crop.width));
  return { width: wide, height: Math.max(1, Math.round((crop.height * wide) / crop.width)) };
};

/** Draws a part of a picture anew. The picture itself stays as it is. */
export async function redraw(picture: ImageBitmap, wish: Wish): Promise<Blob> {
  const { width, height } = sizeOf(wish);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This window cannot draw pictures.');
  // A JPEG has no holes; without paper they would be black.
  if (wish.type === 'image/jpeg') {
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
  }
  context.imageSmoothingQuality = 'high';
  const { left, top, width: wide, height: tall } = wish.crop;
  context.drawImage(picture, left, top, wide, tall, 0, 0, width, height);
  return canvas.convertToBlob({ type: wish.type, quality: wish.quality });
}
