import { ActionIcon, Autocomplete, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Leaf, LeafOf, Period } from '#shared/schema/rule.ts';
import { Choice, optionsOf } from '../ui/Choice.tsx';
import { SMALL_ICON } from '../ui/icons.ts';
import { Choose } from './BelongingFields.tsx';
import { MomentField, thisMinute } from './MomentFields.tsx';
import { eventNamesQuery, linksQuery, sentCampaignsQuery } from './queries.ts';
import classes from './RuleBuilder.module.css';
import { DayField, NumberField, TestFields, Verb } from './TestFields.tsx';

type Props<Condition> = { condition: Condition; onChange: (condition: Leaf) => void };

/** What somebody did, how often and when. */
export function DeedFields({ condition, onChange }: Props<LeafOf<'engagement' | 'mailed' | 'event'>>) {
  switch (condition.kind) {
    case 'engagement':
      return <EngagementFields condition={condition} onChange={onChange} />;
    case 'event':
      return <EventFields condition={condition} onChange={onChange} />;
    case 'mailed':
      return (
        <>
          <Verb
            words={{ no: 'not in the last', yes: 'in the last' }}
            op={condition.did ? 'yes' : 'no'}
            onChange={(op) => onChange({ ...condition, did: op === 'yes' })}
          />
          <NumberField label="Hours" min={1} value={condition.hours} onChange={(hours) => onChange({ ...condition, hours })} />
          hours
        </>
      );
  }
}

const didWords = { yes: 'at least', no: 'fewer than' };

function EngagementFields({ condition, onChange }: Props<LeafOf<'engagement'>>) {
  const { data: campaigns = [] } = useQuery(sentCampaignsQuery);
  const { campaignId, what, url } = condition;
  return (
    <>
      <Verb words={didWords} op={condition.did ? 'yes' : 'no'} onChange={(op) => onChange({ ...condition, did: op === 'yes' })} />
      <NumberField label="Times" min={1} value={condition.times} onChange={(times) => onChange({ ...condition, times })} />
      {condition.times === 1 ? 'time' : 'times'}
      <Choose
        label="Campaign"
        any="any campaign"
        data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
        value={campaignId}
        onChange={(id) => onChange({ ...condition, campaignId: id, url: null })}
      />
      {what === 'clicked' && campaignId !== null && (
        <LinkChoice campaignId={campaignId} url={url} onChange={(link) => onChange({ ...condition, url: link })} />
      )}
      <PeriodFields period={condition.within} onChange={(within) => onChange({ ...condition, within })} />
    </>
  );
}

function LinkChoice({
  campaignId,
  url,
  onChange,
}: {
  campaignId: string;
  url: string | null;
  onChange: (url: string | null) => void;
}) {
  const { data: links = [] } = useQuery(linksQuery(campaignId));
  return (
    <Choose
      label="Link"
      any="any link"
      data={links.map((link) => ({ value: link, label: link }))}
      value={url}
      onChange={onChange}
    />
  );
}

const periodWords = { ever: 'ever', last: 'in the last', between: 'between', since: 'later than' };

const newPeriod: Record<keyof typeof periodWords, () => Period> = {
  ever: () => null,
  last: () => ({ lastDays: 30 }),
  between: () => ({ from: '', to: '' }),
  since: () => ({ since: thisMinute() }),
};

function PeriodFields({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  const kind = period === null ? 'ever' : 'lastDays' in period ? 'last' : 'since' in period ? 'since' : 'between';
  return (
    <>
      <Choice
        className={classes.verb ?? ''}
        label="When"
        options={optionsOf(periodWords)}
        value={kind}
        onChange={(chosen) => onChange(newPeriod[chosen]())}
      />
      {period !== null && 'lastDays' in period && (
        <>
          <NumberField label="Days" min={1} value={period.lastDays} onChange={(lastDays) => onChange({ lastDays })} />
          days
        </>
      )}
      {period !== null && 'since' in period && (
        <MomentField label="Moment" value={period.since} onChange={(since) => onChange({ since })} />
      )}
      {period !== null && 'from' in period && (
        <>
          <DayField label="From" value={period.from} onChange={(from) => onChange({ ...period, from })} />
          and
          <DayField label="To" value={period.to} onChange={(to) => onChange({ ...period, to })} />
        </>
      )}
    </>
  );
}

type Where = LeafOf<'event'>['where'][number];

function EventFields({ condition, onChange }: Props<LeafOf<'event'>>) {
  const { data: names = [] } = useQuery(eventNamesQuery);
  const { where } = condition;
  const set = (properties: Where[]) => onChange({ ...condition, where: properties });
  return (
    <>
      <Autocomplete
        className={classes.value ?? ''}
        aria-label="Event"
        placeholder="Name of the event"
        data={names}
        value={condition.name}
        onChange={(name) => onChange({ ...condition, name })}
      />
      <Verb words={didWords} op={condition.did ? 'yes' : 'no'} onChange={(op) => onChange({ ...condition, did: op === 'yes' })} />
      <NumberField label="Times" min={1} value={condition.times} onChange={(times) => onChange({ ...condition, times })} />
      {condition.times === 1 ? 'time' : 'times'}
      <PeriodFields period={condition.within} onChange={(within) => onChange({ ...condition, within })} />
      {where.length > 0 && (
        <div className={classes.properties}>
          {where.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a property is its place
            <div key={at} className={classes.property}>
              <PropertyFields
                where={one}
                onChange={(next) => set(where.map((before, index) => (index === at ? next : before)))}
              />
              <ActionIcon
                className={classes.remove ?? ''}
                aria-label={`Remove the property ${one.property}`}
                onClick={() => set(where.filter((_, index) => index !== at))}
              >
                <IconX {...SMALL_ICON} />
              </ActionIcon>
            </div>
          ))}
        </div>
      )}
      {where.length < 10 && (
        <button
          type="button"
          className="link"
          onClick={() => set([...where, { property: '', test: { type: 'text', op: 'is', value: '' } }])}
        >
          {where.length === 0 ? 'With a property' : 'And a property'}
        </button>
      )}
    </>
  );
}

const typeWords = { text: 'as text', number: 'as number', boolean: 'as yes or no' };
const begins: Record<Where['test']['type'], Where['test']> = {
  text: { type: 'text', op: 'is', value: '' },
  number: { type: 'number', op: 'at-least', value: Number.NaN },
  boolean: { type: 'boolean', op: 'yes' },
};

function PropertyFields({ where, onChange }: { where: Where; onChange: (where: Where) => void }) {
  return (
    <>
      <TextInput
        className={classes.value ?? ''}
        aria-label="Property"
        placeholder="Name of the property"
        value={where.property}
        onChange={(event) => onChange({ ...where, property: event.currentTarget.value })}
      />
      <Choice
        className={classes.verb ?? ''}
        label="Read as"
        options={optionsOf(typeWords)}
        value={where.test.type}
        onChange={(type) => onChange({ ...where, test: begins[type] })}
      />
      <TestFields test={where.test} onChange={(test) => test.type !== 'date' && onChange({ ...where, test })} />
    </>
  );
}
