import type { CampaignStatus } from '#shared/schema/words.ts';
import { Chip } from '../ui/Chip.tsx';
import { statusWords } from './words.ts';

export function StatusChip({ status }: { status: CampaignStatus }) {
  const { label, tone } = statusWords[status];
  return <Chip tone={tone}>{label}</Chip>;
}
