import { Button, NumberInput, SegmentedControl, Slider } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { api } from '../../api.ts';
import { bytes as inBytes } from '../../ui/format.ts';
import { base64Of } from '../panel/inputs/image-file.ts';
import { CropNumbers } from './CropNumbers.tsx';
import classes from './images.module.css';
import { cropTo, redraw, sizeOf, type Wish } from './redraw.ts';

const CropStage = lazy(async () => ({ default: (await import('./CropStage.tsx')).CropStage }));

type Picture = { id: string; fileName: string; type: string; bytes: number; width: number; height: number };
type Props = { picture: Picture; onDone: (id: string) => void; onClose: () => void };

const ratios = [
  { value: 'free', label: 'Free', ratio: null },
  { value: '1-1', label: '1:1', ratio: 1 },
  { value: '4-3', label: '4:3', ratio: 4 / 3 },
  { value: '16-9', label: '16:9', ratio: 16 / 9 },
  { value: '3-1', label: '3:1', ratio: 3 },
] as const;
type RatioName = (typeof ratios)[number]['value'];
const ratioOf = (name: RatioName): number | null => ratios.find(({ value }) => value === name)?.ratio ?? null;
const types = [
  { value: 'image/jpeg', label: 'JPEG' },
  { value: 'image/png', label: 'PNG' },
] as const;
/** Twice as wide as a message is shown, for sharp screens. */
const WIDE = 1200;

const extension = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;

/** Cuts, shrinks and compresses a picture of the library. What comes of it is a picture of its own; the original stays. */
export function ImageEditor({ picture, onDone, onClose }: Props) {
  const [ratio, setRatio] = useState<RatioName>('free');
  const [wish, setWish] = useState<Wish>({
    crop: cropTo(picture, null),
    width: Math.min(picture.width, WIDE),
    type: picture.type === 'image/jpeg' ? 'image/jpeg' : 'image/png',
    quality: 0.82,
  });
  const change = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }));
  const [settled] = useDebouncedValue(wish, 150);
  const source = useQuery({
    queryKey: ['media', 'bitmap', picture.id],
    queryFn: async () => createImageBitmap(await (await fetch(`/app/media/${picture.id}`)).blob()),
    gcTime: 0,
    throwOnError: false,
  });
  const made = useQuery({
    queryKey: ['media', 'redrawn', picture.id, settled],
    queryFn: async () => {
      const blob = await redraw(source.data as ImageBitmap, settled);
      return { blob, address: URL.createObjectURL(blob) };
    },
    enabled: source.data !== undefined,
    gcTime: 0,
    throwOnError: false,
    placeholderData: (before) => before,
  });
  const address = made.data?.address;
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);
  const keep = useMutation({
    mutationFn: async () => {
      if (!made.data) throw new Error('The picture is not drawn yet.');
      const name = `${picture.fileName.replace(/\.[a-z]+$/i, '')}-${sizeOf(wish).width}.${extension[wish.type]}`;
      const blob = await redraw(source.data as ImageBitmap, wish);
      return api.media.add({ fileName: name, data: await base64Of(new File([blob], name, { type: wish.type })) });
    },
    onSuccess: ({ id }) => onDone(id),
  });
  const proportion = ratioOf(ratio);
  const size = sizeOf(wish);

  return (
    <div className={classes.editor}>
      <div className={classes.stage}>
        <Suspense fallback={<div className={classes.empty} />}>
          <CropStage picture={picture} crop={wish.crop} ratio={proportion} onChange={(crop) => change({ crop })} />
        </Suspense>
        <p className="dim small">Drag the part that stays, or pull at its edges. With Tab and the arrow keys, too.</p>
      </div>
      <div className={classes.tools}>
        <span className="eyebrow">Cut to</span>
        <SegmentedControl
          size="xs"
          aria-label="Cut to"
          value={ratio}
          data={ratios.map(({ value, label }) => ({ value, label }))}
          onChange={(value) => {
            setRatio(value);
            change({ crop: cropTo(picture, ratioOf(value)) });
          }}
        />
        <CropNumbers picture={picture} crop={wish.crop} ratio={proportion} onChange={(crop) => change({ crop })} />
        <NumberInput
          label="Width in the end"
          min={1}
          max={wish.crop.width}
          value={size.width}
          onChange={(value) => change({ width: Number(value) || 1 })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Kind of file"
          value={wish.type}
          data={[...types]}
          onChange={(type) => change({ type: type as Wish['type'] })}
        />
        {wish.type === 'image/jpeg' && (
          <div>
            <span className="eyebrow">Quality</span>
            <Slider
              thumbLabel="Quality"
              min={30}
              max={100}
              value={Math.round(wish.quality * 100)}
              label={(value) => `${value} %`}
              onChange={(value) => change({ quality: value / 100 })}
            />
          </div>
        )}
        <figure className={classes.result}>
          {made.data && <img src={made.data.address} alt={`${picture.fileName} as it becomes`} />}
          <figcaption className="num small" role="status">
            {size.width} × {size.height}
            {made.data && `, ${inBytes(made.data.blob.size)} instead of ${inBytes(picture.bytes)}`}
          </figcaption>
        </figure>
        {(source.error ?? made.error) && <p role="alert">{(source.error ?? made.error)?.message}</p>}
        <p className="dim small">The original stays in the library.</p>
        {keep.error && <p role="alert">{keep.error.message}</p>}
        <div className={classes.ends}>
          <Button onClick={onClose}>Back</Button>
          <Button variant="filled" loading={keep.isPending} disabled={!made.data} onClick={() => keep.mutate()}>
            Use this
          </Button>
        </div>
      </div>
    </div>
  );
}
