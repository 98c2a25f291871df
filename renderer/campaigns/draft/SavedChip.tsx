import { Button } from '@mantine/core';
import { Chip } from '../../ui/Chip.tsx';
import { exactTime, time } from '../../ui/format.ts';
import type { CampaignDraft } from './use-campaign-draft.ts';

/** Says that the draft is written, or why not. */
export function SavedChip({ saved, reload }: Pick<CampaignDraft, 'saved' | 'reload'>) {
  if (saved.is === 'saving') return <Chip>Draft · saving…</Chip>;
  if (saved.is === 'saved') {
    return <Chip title={`Saved ${exactTime(saved.at)}`}>Draft · saved {time(saved.at)}</Chip>;
  }
  if (saved.is === 'failed') {
    return (
      <span role="alert">
        <Chip tone="bad" title={saved.message}>
          Not saved{saved.retrying ? ', trying again' : `: ${saved.message}`}
        </Chip>
      </span>
    );
  }
  return (
    <span role="alert">
      <Chip tone="bad">Changed elsewhere meanwhile</Chip>{' '}
      <Button size="xs" onClick={() => void reload()}>
        Load what is stored
      </Button>
    </span>
  );
}
