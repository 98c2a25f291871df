import { NumberInput, Select } from '@mantine/core';
import { duration, number } from '../../ui/format.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { type Choice, inWaves } from './choice.ts';
import classes from './When.module.css';

type Props = { choice: Choice; recipients: number; change: (change: Partial<Choice>) => void };

const MINUTE = 60_000;
const whole = (value: string | number, least: number): number => Math.max(least, Math.round(Number(value)) || least);
const lengths = (minutes: number[]) => minutes.map((one) => ({ value: String(one), label: duration(one * MINUTE) }));

/** At once, spread over a while, or some first. */
export function How({ choice, recipients, change }: Props) {
  const waved = inWaves(choice);
  const how = waved && choice.how === 'canary' ? 'at-once' : choice.how;
  return (
    <ChoiceRow
      label="How"
      value={how}
      onChange={(value) => change({ how: value })}
      options={[
        { value: 'at-once', label: 'At once' },
        { value: 'spread', label: 'Spread over a while' },
        { value: 'canary', label: 'Some first', disabled: waved },
      ]}
    >
      {how === 'spread' && <Spread choice={choice} recipients={recipients} change={change} />}
      {how === 'canary' && <Some choice={choice} recipients={recipients} change={change} />}
    </ChoiceRow>
  );
}

function Spread({ choice, recipients, change }: Props) {
  const perMinute = recipients / choice.spreadMinutes;
  const pace = perMinute >= 1 ? `about ${number(perMinute)} a minute` : `about ${number(perMinute * 60)} an hour`;
  return (
    <>
      <div className={classes.fields}>
        <Select
          label="Over"
          allowDeselect={false}
          data={lengths([...new Set([30, 60, 120, 180, 360, 720, 1440, 2880, choice.spreadMinutes])].sort((a, b) => a - b))}
          value={String(choice.spreadMinutes)}
          onChange={(value) => change({ spreadMinutes: whole(value ?? 180, 1) })}
        />
      </div>
      <p className={`${classes.note} dim small`}>
        Evenly, {pace}, as far as the mail account allows. When Letterpress was not running meanwhile, it takes so much longer.
      </p>
    </>
  );
}

function Some({ choice, recipients, change }: Props) {
  return (
    <>
      <div className={classes.fields}>
        <NumberInput
          label="How many go first"
          description="Chosen at random"
          min={1}
          max={1_000_000}
          thousandSeparator
          value={choice.first}
          onChange={(value) => change({ first: whole(value, 1) })}
        />
        <Select
          label="Then"
          description="How those did is shown in the report"
          allowDeselect={false}
          data={[
            { value: 'person', label: 'Wait for me' },
            { value: 'quiet', label: 'Go on after a quiet while' },
          ]}
          value={choice.after}
          onChange={(after) => change({ after: after === 'quiet' ? 'quiet' : 'person' })}
        />
        {choice.after === 'quiet' && (
          <>
            <Select
              label="How long"
              allowDeselect={false}
              data={lengths([...new Set([15, 30, 60, 120, 240, 720, 1440, choice.quietMinutes])].sort((a, b) => a - b))}
              value={String(choice.quietMinutes)}
              onChange={(value) => change({ quietMinutes: whole(value ?? 120, 1) })}
            />
            <NumberInput
              label="Refused at most"
              suffix=" %"
              min={0}
              max={100}
              decimalScale={1}
              value={choice.refusedPercent}
              onChange={(value) => change({ refusedPercent: Math.min(100, Math.max(0, Number(value) || 0)) })}
            />
          </>
        )}
      </div>
      <p className={`${classes.note} dim small`}>
        {choice.first >= recipients
          ? 'That is everybody: nobody would be left to wait.'
          : choice.after === 'person'
            ? `The other ${number(recipients - choice.first)} wait until you have seen how the first did.`
            : `The other ${number(recipients - choice.first)} follow by themselves if nobody complains and not more are refused; else it waits for you.`}
      </p>
    </>
  );
}
