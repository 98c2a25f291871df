import { NumberInput } from '@mantine/core';
import classes from './images.module.css';
import { type Crop, inside, resized } from './redraw.ts';

type Props = {
  picture: { width: number; height: number };
  crop: Crop;
  ratio: number | null;
  onChange: (crop: Crop) => void;
};

/** The part that stays, to the pixel. */
export function CropNumbers({ picture, crop, ratio, onChange }: Props) {
  const move = (part: Partial<Crop>) => onChange(inside(picture, { ...crop, ...part }));
  const size = (part: { width?: number; height?: number }) => onChange(resized(picture, crop, { ...part, ratio }));
  return (
    <div className={classes.numbers}>
      <NumberInput
        label="From the left"
        min={0}
        max={picture.width - crop.width}
        value={crop.left}
        onChange={(value) => move({ left: Number(value) })}
      />
      <NumberInput
        label="From the top"
        min={0}
        max={picture.height - crop.height}
        value={crop.top}
        onChange={(value) => move({ top: Number(value) })}
      />
      <NumberInput
        label="Cut width"
        min={1}
        max={picture.width}
        value={crop.width}
        onChange={(value) => size({ width: Number(value) })}
      />
      <NumberInput
        label="Cut height"
        min={1}
        max={picture.height}
        value={crop.height}
        onChange={(value) => size({ height: Number(value) })}
      />
    </div>
  );
}
