import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Audience } from '#shared/rpc/campaigns.ts';
import { FrequencyFields } from '../../settings/sending/FrequencySection.tsx';
import { capInWords } from '../../settings/sending/frequency-words.ts';
import { settingsQuery } from '../queries.ts';

/** Whether who was mailed lately is left out: as everywhere, by a limit of this campaign's own, or not. */
export function FrequencyChoice({ audience, onChange }: { audience: Audience; onChange: (audience: Audience) => void }) {
  const cap = useQuery(settingsQuery).data?.frequencyCap ?? null;
  const choice = audience.frequency ?? 'workspace';
  const value = typeof choice === 'string' ? choice : 'own';
  const set = (frequency: NonNullable<Audience['frequency']>) => onChange({ ...audience, frequency });
  return (
    <div>
      <Select
        label="Who was mailed lately"
        data={[
          { value: 'workspace', label: cap ? `As everywhere: at most ${capInWords(cap)}` : 'As everywhere: no limit' },
          { value: 'own', label: 'A limit of this campaign’s own' },
          { value: 'none', label: 'Gets it too' },
        ]}
        value={value}
        allowDeselect={false}
        onChange={(next) => {
          if (next === 'workspace' || next === 'none') set(next);
          if (next === 'own') set(cap ?? { messages: 1, hours: 24 });
        }}
      />
      {typeof choice !== 'string' && <FrequencyFields cap={choice} onChange={set} />}
    </div>
  );
}
