import { NumberInput, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FrequencyCap } from '#shared/rpc/campaigns.ts';
import { settingsQuery } from '../../campaigns/queries.ts';
import { Section } from '../../ui/Section.tsx';
import { useSaveSettings } from '../settings.ts';
import classes from './FrequencySection.module.css';
import { hoursOf, unitOf, units } from './frequency-words.ts';

const usual: FrequencyCap = { messages: 1, hours: 24 };

/** How often the same person is mailed at most; a campaign may say otherwise. */
export function FrequencySection() {
  const settings = useQuery(settingsQuery).data;
  const save = useSaveSettings('It counts for what is launched from now on, and for who still waits.');
  if (!settings) return null;
  const cap = settings.frequencyCap;
  return (
    <Section title="How often">
      <Switch
        label="Limit how often the same person is mailed"
        description="Who got as many is left out of a campaign, and the review says how many that are. Campaigns and automations count; confirmations, tests and single messages do not, and are never held up."
        checked={cap !== null}
        disabled={save.isPending}
        onChange={(event) => save.mutate({ frequencyCap: event.currentTarget.checked ? usual : null })}
      />
      {cap && <FrequencyFields cap={cap} onChange={(next) => save.mutate({ frequencyCap: next })} />}
    </Section>
  );
}

/** Not more than so many in such a time. */
export function FrequencyFields({ cap, onChange }: { cap: FrequencyCap; onChange: (cap: FrequencyCap) => void }) {
  const [draft, setDraft] = useState(cap);
  const unit = unitOf(draft.hours);
  const change = (next: FrequencyCap) => {
    setDraft(next);
    if (next.messages >= 1 && next.hours >= 1) onChange(next);
  };
  return (
    <div className={classes.line}>
      <NumberInput
        label="At most"
        value={draft.messages}
        min={1}
        max={100}
        allowDecimal={false}
        clampBehavior="strict"
        onChange={(value) => typeof value === 'number' && change({ ...draft, messages: value })}
      />
      <NumberInput
        label="messages in"
        value={draft.hours / units[unit]}
        min={1}
        max={365}
        allowDecimal={false}
        clampBehavior="strict"
        onChange={(value) => typeof value === 'number' && change({ ...draft, hours: hoursOf(value, unit) })}
      />
      <Select
        aria-label="Unit of the time"
        data={Object.keys(units)}
        value={unit}
        allowDeselect={false}
        onChange={(value) =>
          value && change({ ...draft, hours: hoursOf(draft.hours / units[unit], value as keyof typeof units) })
        }
      />
    </div>
  );
}
