import type { ImportResult } from '#shared/rpc/imports.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';

const states: Record<ImportResult['state'], { word: string; tone: Tone }> = {
  running: { word: 'Running', tone: 'info' },
  finished: { word: 'Finished', tone: 'good' },
  cancelled: { word: 'Cancelled', tone: 'warn' },
  failed: { word: 'Failed', tone: 'bad' },
  interrupted: { word: 'Interrupted', tone: 'warn' },
};

export function StateChip({ state }: { state: ImportResult['state'] }) {
  const { word, tone } = states[state];
  return <Chip tone={tone}>{word}</Chip>;
}
