import { Select } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import '@mantine/dates/styles.css';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { type Choice, clockWords, ownZone } from './choice.ts';
import { BestHours, Waves } from './Waves.tsx';
import classes from './When.module.css';

type Props = { id: string; choice: Choice; change: (change: Partial<Choice>) => void };

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')];
const wallOf = (value: string | null): string => (value ?? '').slice(0, 16).replace(' ', 'T');

/** Now, at a time, at a time of each recipient's own clocks, or when each looks at mail. */
export function When({ id, choice, change }: Props) {
  const { when } = choice;
  const seeksField = when === 'local' && choice.field === null;
  return (
    <ChoiceRow
      label="When"
      value={when}
      onChange={(value) => change({ when: value })}
      options={[
        { value: 'now', label: 'Now' },
        { value: 'at', label: 'At a time' },
        { value: 'local', label: 'In their local time' },
        { value: 'best', label: 'At their best hour' },
      ]}
    >
      {(when === 'at' || when === 'local') && (
        <div className={classes.fields}>
          <DateTimePicker
            label={when === 'at' ? 'Day and time' : 'Day and time, by each recipient’s clock'}
            valueFormat="ddd D MMM YYYY, HH:mm"
            weekendDays={[]}
            value={choice.wall ? `${choice.wall.replace('T', ' ')}:00` : null}
            onChange={(value) => change({ wall: wallOf(value) })}
            popoverProps={{ withinPortal: true }}
            timePickerProps={{ format: '24h' }}
            submitButtonProps={{ 'aria-label': 'Take this time' }}
          />
          <Select
            label={when === 'at' ? 'Time zone' : 'Time zone of the others'}
            searchable
            allowDeselect={false}
            data={ZONES}
            value={choice.zone}
            onChange={(zone) => change({ zone: zone ?? ownZone() })}
            limit={100}
            nothingFoundMessage="No such time zone"
          />
          {when === 'local' && <ZoneField choice={choice} change={change} />}
        </div>
      )}
      {when === 'at' && <AtWords choice={choice} />}
      {when === 'best' && <BestHours id={id} choice={choice} />}
      {when === 'local' &&
        (seeksField ? <p className={`${classes.note} dim small`}>{noField}</p> : <Waves id={id} choice={choice} />)}
    </ChoiceRow>
  );
}

const noField =
  'Choose the field that says where people are: a time zone such as Europe/Berlin, a country, or a distance such as +02:00. Without one, everybody gets it by the time zone above.';

function AtWords({ choice }: { choice: Choice }) {
  const words = clockWords(choice.wall, choice.zone);
  return (
    <p className={`${classes.note} small`} data-warn={words !== '' || undefined}>
      {words}{' '}
      <span className="dim">
        Who gets it is decided then: people who leave until then are left out, people who join get it. Letterpress must be running
        at that time.
      </span>
    </p>
  );
}

function ZoneField({ choice, change }: Omit<Props, 'id'>) {
  const fields = useQuery({ queryKey: ['fields'], queryFn: ({ signal }) => api.fields.all({}, { signal }) }).data;
  const texts = (fields ?? []).filter(({ type }) => type === 'text');
  return (
    <>
      <Select
        label="Field that says where they are"
        placeholder={fields && texts.length === 0 ? 'There is no text field' : 'Choose one'}
        clearable
        data={texts.map(({ key, label }) => ({ value: key, label }))}
        value={choice.field}
        onChange={(field) => change({ field })}
      />
      <Select
        label="If that time is over for somebody"
        allowDeselect={false}
        data={[
          { value: 'now', label: 'They get it at once' },
          { value: 'next-day', label: 'They get it the next day' },
        ]}
        value={choice.late}
        onChange={(late) => change({ late: late === 'next-day' ? 'next-day' : 'now' })}
      />
    </>
  );
}
