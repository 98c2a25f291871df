import { TextInput } from '@mantine/core';
import type { MomentTest } from '#shared/schema/rule.ts';
import { wallTimeAt } from '#shared/schema/zoned-time.ts';
import classes from './RuleBuilder.module.css';
import { DateValues, dateWords, newDate, Verb } from './TestFields.tsx';

const MINUTE = 60_000;
const { 'anniversary-next': _day, empty, filled, ...dayWords } = dateWords;
type Words = Record<MomentTest['op'], string>;
const words = { ...dayWords, earlier: 'earlier than', later: 'later than' };
/** A moment is always there, so nobody has to ask whether; a rule that a program wrote may. */
const wordsFor = ({ op }: MomentTest): Words =>
  op === 'empty' || op === 'filled' ? { ...words, empty, filled } : (words as Words);

/** When something has to have been: by the day, or before or after a moment. */
export function MomentFields({ test, onChange }: { test: MomentTest; onChange: (test: MomentTest) => void }) {
  const change = (op: MomentTest['op']) =>
    onChange(
      op === 'earlier' || op === 'later' ? { type: 'date', op, at: 'at' in test ? test.at : thisMinute() } : newDate(op, test),
    );
  return (
    <>
      <Verb words={wordsFor(test)} op={test.op} onChange={change} />
      {'at' in test ? (
        <MomentField label="Moment" value={test.at} onChange={(at) => onChange({ ...test, at })} />
      ) : (
        <DateValues test={test} onChange={onChange} />
      )}
    </>
  );
}

export const thisMinute = (): number => Math.floor(Date.now() / MINUTE) * MINUTE;

/** A moment by the clock of this computer. */
export function MomentField({ label, value, onChange }: { label: string; value: number; onChange: (at: number) => void }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const seconds = String(new Date(value).getUTCSeconds()).padStart(2, '0');
  return (
    <TextInput
      className={classes.moment ?? ''}
      type="datetime-local"
      step={1}
      aria-label={label}
      value={`${wallTimeAt(value, zone).slice(0, 16)}:${seconds}`}
      onChange={(event) => {
        const at = new Date(event.currentTarget.value).getTime();
        if (!Number.isNaN(at)) onChange(at);
      }}
    />
  );
}
