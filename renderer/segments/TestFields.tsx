import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { BooleanTest, DateTest, FieldTest, NumberTest, TextTest } from '#shared/schema/rule.ts';
import { Choice, optionsOf } from '../ui/Choice.tsx';
import classes from './RuleBuilder.module.css';

type Props<Test> = { test: Test; onChange: (test: FieldTest) => void };

/** What a value has to be: the verb, and what it is held against. */
export function TestFields(props: Props<FieldTest> & { choices?: readonly string[] }) {
  const { test, onChange, choices = [] } = props;
  switch (test.type) {
    case 'text':
      return <TextFields test={test} choices={choices} onChange={onChange} />;
    case 'number':
      return <NumberFields test={test} onChange={onChange} />;
    case 'boolean':
      return <BooleanFields test={test} onChange={onChange} />;
    case 'date':
      return <DateFields test={test} onChange={onChange} />;
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

export const dateWords: Record<DateTest['op'], string> = {
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

const DateFields = ({ test, onChange }: Props<DateTest>) => (
  <>
    <Verb words={dateWords} op={test.op} onChange={(op) => onChange(newDate(op, test))} />
    <DateValues test={test} onChange={onChange} />
  </>
);

/** Another verb, with as much as can be kept of what it was held against. */
export function newDate<Op extends DateTest['op']>(op: Op, from: object): Extract<DateTest, { op: Op }>;
export function newDate(op: DateTest['op'], from: Partial<{ day: string; from: string; days: number }>): DateTest {
  const day = from.day ?? from.from ?? '';
  const days = from.days ?? 30;
  switch (op) {
    case 'on':
    case 'before':
    case 'after':
      return { type: 'date', op, day };
    case 'between':
      return { type: 'date', op, from: day, to: '' };
    case 'last':
    case 'next':
    case 'not-last':
      return { type: 'date', op, days };
    case 'anniversary-next':
      return { type: 'date', op, days: Math.min(days, 365) };
    default:
      return { type: 'date', op };
  }
}

/** What a day is held against. */
export function DateValues<Test extends DateTest>({ test, onChange }: { test: Test; onChange: (test: Test) => void }) {
  return (
    <>
      {'day' in test && <DayField label="Day" value={test.day} onChange={(day) => onChange({ ...test, day })} />}
      {'from' in test && (
        <>
          <DayField label="From" value={test.from} onChange={(from) => onChange({ ...test, from })} />
          and
          <DayField label="To" value={test.to} onChange={(to) => onChange({ ...test, to })} />
        </>
      )}
      {'days' in test && (
        <>
          <NumberField label="Days" min={0} value={test.days} onChange={(days) => onChange({ ...test, days })} />
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
