import { Alert } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import type { Campaign } from '#shared/rpc/campaigns.ts';
import { weekdayTime } from '../../ui/format.ts';
import { ICON } from '../../ui/icons.ts';

/** It should have gone out and did not: a person decides what becomes of it. */
export function Missed({ campaign: { note, missedAt } }: { campaign: Pick<Campaign, 'note' | 'missedAt'> }) {
  if (note === '') return null;
  const title = missedAt === null ? 'It was not sent at its time' : `It was due on ${weekdayTime(missedAt)} and was not sent`;
  return (
    <Alert color="yellow" icon={<IconCalendarOff {...ICON} />} title={title} mb={20}>
      {note} Send it now, or choose another time below.
    </Alert>
  );
}
