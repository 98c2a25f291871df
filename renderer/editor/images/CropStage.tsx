import { ReactCrop } from 'react-image-crop';
import 'react-image-crop/dist/ReactCrop.css';
import classes from './CropStage.module.css';
import { type Crop, fromPercent, inPercent } from './redraw.ts';

type Props = {
  picture: { id: string; width: number; height: number };
  crop: Crop;
  ratio: number | null;
  onChange: (crop: Crop) => void;
};

const labels = {
  cropArea: 'The part that stays. Arrow keys move it, with Shift in larger steps',
  nwDragHandle: 'Top left corner of the part. Arrow keys make it smaller or larger',
  nDragHandle: 'Top edge of the part. Arrow keys move it',
  neDragHandle: 'Top right corner of the part. Arrow keys make it smaller or larger',
  eDragHandle: 'Right edge of the part. Arrow keys move it',
  seDragHandle: 'Bottom right corner of the part. Arrow keys make it smaller or larger',
  sDragHandle: 'Bottom edge of the part. Arrow keys move it',
  swDragHandle: 'Bottom left corner of the part. Arrow keys make it smaller or larger',
  wDragHandle: 'Left edge of the part. Arrow keys move it',
};

/** The whole picture with the part that stays drawn on it, to be moved and pulled by pointer or arrow keys. */
export function CropStage({ picture, crop, ratio, onChange }: Props) {
  return (
    <ReactCrop
      className={classes.stage ?? ''}
      ariaLabels={labels}
      crop={inPercent(picture, crop)}
      {...(ratio === null ? {} : { aspect: ratio })}
      keepSelection
      ruleOfThirds
      minWidth={8}
      minHeight={8}
      onChange={(_, percent) => onChange(fromPercent(picture, percent))}
    >
      <img src={`/app/media/${picture.id}`} alt="" draggable={false} />
    </ReactCrop>
  );
}
