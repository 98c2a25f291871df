import { Button, Modal } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { IconClock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useState } from 'react';
import { api } from '../../api.ts';
import { people, weekdayTime } from '../../ui/format.ts';
import { ICON } from '../../ui/icons.ts';
import { toast } from '../../ui/toasts.ts';
import classes from './AtATime.module.css';

const zone = (at: Date) => {
  const named = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'longOffset' }).formatToParts(at);
  const offset = named.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${Intl.DateTimeFormat().resolvedOptions().timeZone} (${offset})`;
};
const tomorrowAtNine = () => dayjs().add(1, 'day').hour(9).minute(0).second(0).format('YYYY-MM-DD HH:mm:ss');

type Props = { id: string; recipients: number; disabled: boolean };

/** Sends later, at a time of this computer's clock. */
export function AtATime({ id, recipients, disabled }: Props) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button size="lg" leftSection={<IconClock {...ICON} />} disabled={disabled} onClick={open}>
        At a time…
      </Button>
      <Modal centered opened={opened} onClose={close} title="When does it go?" size={460}>
        <Choose id={id} recipients={recipients} onClose={close} />
      </Modal>
    </>
  );
}

function Choose({ id, recipients, onClose }: { id: string; recipients: number; onClose: () => void }) {
  const queries = useQueryClient();
  const [value, setValue] = useState<string | null>(tomorrowAtNine);
  const at = value ? dayjs(value).valueOf() : null;
  const past = at !== null && at <= Date.now();
  const schedule = useMutation({
    mutationFn: (time: number) => api.campaigns.schedule({ id, at: time }),
    onSuccess: async (_, time) => {
      onClose();
      toast(`It goes out on ${weekdayTime(time)}.`);
      // The frame of a draft leads on to the report by itself, once it is none any more.
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (at !== null && !past) schedule.mutate(at);
      }}
    >
      <DateTimePicker
        label="Day and time"
        description={`By this computer’s clock, ${zone(new Date(at ?? Date.now()))}`}
        valueFormat="dddd D MMMM YYYY, HH:mm"
        minDate={dayjs().format('YYYY-MM-DD')}
        weekendDays={[]}
        value={value}
        onChange={setValue}
        error={past ? 'That has passed.' : null}
        popoverProps={{ withinPortal: true }}
        timePickerProps={{ format: '24h' }}
        data-autofocus
      />
      <p className={`${classes.note} dim small`}>
        Who gets it is decided then: people who leave until then are left out, people who join get it. Letterpress must be running
        at that time.
      </p>
      <div className={classes.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={at === null || past} loading={schedule.isPending}>
          {at === null ? 'Schedule' : `Schedule for ${people(recipients)}`}
        </Button>
      </div>
    </form>
  );
}
