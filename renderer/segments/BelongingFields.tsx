import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Leaf, LeafOf } from '#shared/schema/rule.ts';
import { consentMethod, membershipStatus, suppressionReason } from '#shared/schema/words.ts';
import { useLists, useTags } from '../contacts/queries.ts';
import { dateTime } from '../ui/format.ts';
import { MomentFields } from './MomentFields.tsx';
import { importsQuery, segmentsQuery } from './queries.ts';
import classes from './RuleBuilder.module.css';
import { Verb } from './TestFields.tsx';

type Belonging = LeafOf<'tag' | 'list' | 'segment' | 'import' | 'suppressed'>;
type Props<Condition> = { condition: Condition; onChange: (condition: Leaf) => void };

/** To what somebody belongs. */
export function BelongingFields({ condition, onChange }: Props<Belonging>) {
  switch (condition.kind) {
    case 'tag':
      return <TagFields condition={condition} onChange={onChange} />;
    case 'list':
      return <ListFields condition={condition} onChange={onChange} />;
    case 'segment':
      return <SegmentFields condition={condition} onChange={onChange} />;
    case 'import':
      return <ImportFields condition={condition} onChange={onChange} />;
    case 'suppressed':
      return <SuppressedFields condition={condition} onChange={onChange} />;
  }
}

type Choice = { value: string; label: string };
type ChooseProps = {
  label: string;
  any?: string;
  data: Choice[];
  value: string | null;
  onChange: (value: string | null) => void;
};

/** One of some; where `any` is given, nothing chosen means that. */
export const Choose = ({ label, any, data, value, onChange }: ChooseProps) => (
  <Select
    className={classes.value ?? ''}
    aria-label={label}
    placeholder={any ?? 'Choose'}
    clearable={any !== undefined}
    searchable={data.length > 8}
    data={data}
    value={value || null}
    onChange={onChange}
  />
);

const named = <Row extends { id: string; name: string }>(rows: readonly Row[]): Choice[] =>
  rows.map(({ id, name }) => ({ value: id, label: name }));
const plain = (words: readonly string[]): Choice[] => words.map((word) => ({ value: word, label: word }));
const yesNo = (yes: string, no: string) => ({ yes, no });
const opOf = (positive: boolean): 'yes' | 'no' => (positive ? 'yes' : 'no');

function TagFields({ condition, onChange }: Props<LeafOf<'tag'>>) {
  const { data: tags = [] } = useTags();
  return (
    <>
      <Verb
        words={yesNo('is', 'is not')}
        op={opOf(condition.has)}
        onChange={(op) => onChange({ ...condition, has: op === 'yes' })}
      />
      <Choose
        label="Tag"
        data={named(tags)}
        value={condition.tagId}
        onChange={(tagId) => onChange({ ...condition, tagId: tagId ?? '' })}
      />
    </>
  );
}

function ListFields({ condition, onChange }: Props<LeafOf<'list'>>) {
  const { data: lists = [] } = useLists();
  const { method, source, agreed } = condition;
  const [more, setMore] = useState(method !== null || source !== '' || agreed !== null);
  return (
    <>
      <Verb
        words={yesNo('is in', 'is not in')}
        op={opOf(condition.in)}
        onChange={(op) => onChange({ ...condition, in: op === 'yes' })}
      />
      <Choose
        label="List"
        any="any list"
        data={named(lists)}
        value={condition.listId}
        onChange={(listId) => onChange({ ...condition, listId })}
      />
      <Choose
        label="Status"
        any="whatever the status"
        data={plain(membershipStatus.options)}
        value={condition.status}
        onChange={(status) => onChange({ ...condition, status: membershipStatus.nullable().parse(status) })}
      />
      {more ? (
        <>
          agreed by
          <Choose
            label="How they agreed"
            any="any way"
            data={plain(consentMethod.options)}
            value={method}
            onChange={(way) => onChange({ ...condition, method: consentMethod.nullable().parse(way) })}
          />
          from
          <TextInput
            className={classes.value ?? ''}
            aria-label="Where the consent came from"
            placeholder="anywhere"
            value={source}
            onChange={(event) => onChange({ ...condition, source: event.currentTarget.value })}
          />
          {agreed === null ? (
            <button
              type="button"
              className="link"
              onClick={() => onChange({ ...condition, agreed: { type: 'date', op: 'last', days: 30 } })}
            >
              When
            </button>
          ) : (
            <MomentFields test={agreed} onChange={(test) => onChange({ ...condition, agreed: test })} />
          )}
        </>
      ) : (
        <button type="button" className="link" onClick={() => setMore(true)}>
          Consent
        </button>
      )}
    </>
  );
}

function SegmentFields({ condition, onChange }: Props<LeafOf<'segment'>>) {
  const { data: segments = [] } = useQuery(segmentsQuery);
  return (
    <>
      <Verb
        words={yesNo('includes them', 'leaves them out')}
        op={opOf(condition.in)}
        onChange={(op) => onChange({ ...condition, in: op === 'yes' })}
      />
      <Choose
        label="Segment"
        data={named(segments)}
        value={condition.segmentId}
        onChange={(segmentId) => onChange({ ...condition, segmentId: segmentId ?? '' })}
      />
    </>
  );
}

function ImportFields({ condition, onChange }: Props<LeafOf<'import'>>) {
  const { data: imports = [] } = useQuery(importsQuery);
  return (
    <>
      <Verb
        words={yesNo('brought them', 'did not bring them')}
        op={opOf(condition.in)}
        onChange={(op) => onChange({ ...condition, in: op === 'yes' })}
      />
      <Choose
        label="Import"
        data={imports.map(({ id, fileName, startedAt }) => ({ value: id, label: `${fileName}, ${dateTime(startedAt)}` }))}
        value={condition.importId}
        onChange={(importId) => onChange({ ...condition, importId: importId ?? '' })}
      />
    </>
  );
}

function SuppressedFields({ condition, onChange }: Props<LeafOf<'suppressed'>>) {
  return (
    <>
      <Verb
        words={yesNo('is suppressed', 'is not suppressed')}
        op={opOf(condition.is)}
        onChange={(op) => onChange({ ...condition, is: op === 'yes' })}
      />
      <Choose
        label="Reason"
        any="for any reason"
        data={plain(suppressionReason.options)}
        value={condition.reason}
        onChange={(reason) => onChange({ ...condition, reason: suppressionReason.nullable().parse(reason) })}
      />
    </>
  );
}
