import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { BooleanTest, DateTest, FieldTest, NumberTest, TextTest } from '#shared/schema/rule.ts';
import { Choice, optionsOf } from '../ui/Choice.tsx';
import classes from './RuleBuilder.module.css';

type Props<Test> = { test: Test; onChange: (test: FieldTest) => void };

/** What a value has to be: the verb, and what it is held against. `moment` is one that is always there and has no birthday. */
export function TestFields(props: Props<FieldTest> & { choices?: readonly string[]; moment?: boolean }) {
  const { test, onChange, choices = [], moment = false } = props;
  switch (test.type) {
    case 'text':
      return <TextFields test={test} choices={choices} onChange={onChange} />;
    case 'number':
      return <NumberFields test={test} onChange={onChange} />;
    case 'boolean':
      return <BooleanFields test={test} onChange={onChange} />;
    case 'date':
      return <DateFields test={test} moment={moment} onChange={onChange} />;
  }
}

/** The verb of the sentence. */
export function Verb<Op extends string>({
  words,
  op,
  onChange,
}: {
  words: Record<Op, string>;
  op: Op;
  onChange: (op: Op) => void;
}) {
  return <Choice className={classes.verb ?? ''} label="How" options={optionsOf(words)} value={op} onChange={onChange} />;
}

const textWords: Record<TextTest['op'], string> = {
  is: 'is',
  'is-not': 'is not',
  contains: 'contains',
  'contains-not': 'does not contain',
  begins: 'begins with',
  ends: 'ends with',
  'one-of': 'is one of',
  empty: 'is empty',
  filled: 'is filled in',
};

function TextFields({ test, choices, onChange }: Props<TextTest> & { choices: readonly string[] }) {
  const value = 'value' in test ? test.value : 'values' in test ? (test.values[0] ?? '') : '';
  const values = 'values' in test ? test.values : value === '' ? [] : [value];
  const change = (op: TextTest['op']) => {
    if (op === 'one-of') return onChange({ type: 'text', op, values });
    if (op === 'empty' || op === 'filled') return onChange({ type: 'text', op });
    onChange({ type: 'text', op, value });
  };
  return (
    <>
      <Verb words={textWords} op={test.op} onChange={change} />
      {test.op === 'one-of' && (
        <TagsInput
          className={classes.wide ?? ''}
          aria-label="Values"
          placeholder={values.length === 0 ? 'Type one and press Enter' : ''}
          data={[...choices]}
          value={values}
          maxTags={500}
          acceptValueOnBlur
          onChange={(next) => onChange({ ...test, values: next })}
        />
      )}
      {'value' in test &&
        (choices.length > 0 && (test.op === 'is' || test.op === 'is-not') ? (
          <Select
            className={classes.value ?? ''}
            aria-label="Value"
            placeholder="Choose"
            data={[...choices]}
            value={value || null}
            onChange={(chosen) => onChange({ ...test, value: chosen ?? '' })}
          />
        ) : (
          <TextInput
            className={classes.value ?? ''}
            aria-label="Value"
            maxLength={500}
            value={value}
            onChange={(event) => onChange({ ...test, value: event.currentTarget.value })}
          />
        ))}
    </>
  );
}

const numberWords: Record<NumberTest['op'], string> = {
  is: 'is',
  'is-not': 'is not',
  less: 'is less than',
  'at-most': 'is at most',
  more: 'is more than',
  'at-least': 'is at least',
  between: 'is between',
  empty: 'is empty',
  filled: 'is filled in',
};

/** A number that is not there yet; no rule with one is complete. */
const NOTHING = Number.NaN;

export function NumberField({
  label,
  value,
  onChange,
  ...rest
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
}) {
  return (
    <NumberInput
      className={classes.few ?? ''}
      aria-label={label}
      hideControls
      value={Number.isNaN(value) ? '' : value}
      onChange={(next) => onChange(next === '' ? NOTHING : Number(next))}
      {...rest}
    />
  );
}

function NumberFields({ test, onChange }: Props<NumberTest>) {
  const value = 'value' in test ? test.value : 'from' in test ? test.from : NOTHING;
  const change = (op: NumberTest['op']) => {
    if (op === 'between') return onChange({ type: 'number', op, from: value, to: NOTHING });
    if (op === 'empty' || op === 'filled') return onChange({ type: 'number', op });
    onChange({ type: 'number', op, value });
  };
  return (
    <>
      <Verb words={numberWords} op={test.op} onChange={change} />
      {'value' in test && (
        <NumberField label="Value" value={test.value} onChange={(next) => onChange({ ...test, value: next })} />
      )}
      {'from' in test && (
        <>
          <NumberField label="From" value={test.from} onChange={(from) => onChange({ ...test, from })} />
          and
          <NumberField label="To" value={test.to} onChange={(to) => onChange({ ...test, to })} />
        </>
      )}
    </>
  );
}

const booleanWords: Record<BooleanTest['op'], string> = { yes: 'is yes', no: 'is no', empty: 'is empty', filled: 'is filled in' };

const BooleanFields = ({ test, onChange }: Props<BooleanTest>) => (
  <Verb words={booleanWords} op={test.op} onChange={(op) => onChange({ type: 'boolean', op })} />
);

const dateWords: Record<DateTest['op'], string> = {
  last: 'in the last',
  'not-last': 'not in the last',
  next: 'in the next',
  on: 'on',
  before: 'before',
  after: 'after',
  between: 'between',
  'anniversary-next': 'has its day in the next',
  empty: 'is empty',
  filled: 'is filled in',
};
const { 'anniversary-next': _day, empty: _empty, filled: _filled, ...momentWords } = dateWords;

function DateFields({ test, moment, onChange }: Props<DateTest> & { moment: boolean }) {
  const day = 'day' in test ? test.day : 'from' in test ? test.from : '';
  const days = 'days' in test ? test.days : 30;
  const change = (op: DateTest['op']) => {
    switch (op) {
      case 'on':
      case 'before':
      case 'after':
        return onChange({ type: 'date', op, day });
      case 'between':
        return onChange({ type: 'date', op, from: day, to: '' });
      case 'last':
      case 'next':
      case 'not-last':
        return onChange({ type: 'date', op, days });
      case 'anniversary-next':
        return onChange({ type: 'date', op, days: Math.min(days, 365) });
      default:
        return onChange({ type: 'date', op });
    }
  };
  return (
    <>
      <Verb words={moment ? (momentWords as typeof dateWords) : dateWords} op={test.op} onChange={change} />
      {'day' in test && <DayField label="Day" value={test.day} onChange={(next) => onChange({ ...test, day: next })} />}
      {'from' in test && (
        <>
          <DayField label="From" value={test.from} onChange={(from) => onChange({ ...test, from })} />
          and
          <DayField label="To" value={test.to} onChange={(to) => onChange({ ...test, to })} />
        </>
      )}
      {'days' in test && (
        <>
          <NumberField label="Days" min={0} value={test.days} onChange={(next) => onChange({ ...test, days: next })} />
          days
        </>
      )}
    </>
  );
}

export const DayField = ({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) => (
  <TextInput
    className={classes.day ?? ''}
    type="date"
    aria-label={label}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
