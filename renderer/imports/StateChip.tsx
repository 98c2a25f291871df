import type { ImportResult } from '#shared/rpc/imports.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';

const states: Record<ImportResult['state'], { word: string; tone: Tone }> = {
  running: { word: 'Running', tone: 'info' },
  finished: { word: 'Finished', tone: 'good' },
  cancelled: { word: 'Cancelled', tone: 'warn' },
  failed: { word: 'Failed', tone: 'bad' },
  interrupted: { word: 'Interrupted', tone: 'warn' },
};

const undone: Record<Exclude<ImportResult['undo'], ''>, { word: string; tone: Tone }> = {
  undoing: { word: 'Being undone', tone: 'info' },
  undone: { word: 'Undone', tone: 'plain' },
};

export function StateChip({ state, undo }: Pick<ImportResult, 'state' | 'undo'>) {
  const { word, tone } = undo === '' ? states[state] : undone[undo];
  return <Chip tone={tone}>{word}</Chip>;
}
