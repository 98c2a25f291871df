import { Button, NumberInput, Radio } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiRates } from '#shared/rpc/access.ts';
import { api } from '../api.ts';
import { Section } from '../ui/Section.tsx';
import { toast } from '../ui/toasts.ts';
import classes from './RatesSection.module.css';

const MOST = 1_000_000;
/** What a script of one's own hardly reaches. */
const HIGH: ApiRates = { perKey: 6_000, perWorkspace: 60_000 };

/** How often scripts may ask: as the APIs document it, or as somebody says who runs scripts of their own only. */
export function RatesSection() {
  const rates = useQuery({ queryKey: ['keys', 'rates'], queryFn: ({ signal }) => api.keys.rates({}, { signal }) }).data;
  if (rates === undefined) return null;
  return (
    <Section title="How often scripts may ask">
      {/* What was saved elsewhere is shown anew. */}
      <Form key={JSON.stringify(rates)} saved={rates} />
    </Section>
  );
}

function Form({ saved }: { saved: ApiRates | null }) {
  const queries = useQueryClient();
  const [own, setOwn] = useState(saved !== null);
  const [rates, setRates] = useState<ApiRates>(saved ?? HIGH);
  const chosen = own ? rates : null;
  const save = useMutation({
    mutationFn: () => api.keys.changeRates({ rates: chosen }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['keys'] });
      toast(own ? 'Scripts may ask as often as you say.' : 'Scripts may ask as often as their API documents.');
    },
  });
  const change = (name: keyof ApiRates) => (value: number | string) => setRates({ ...rates, [name]: Math.max(1, Number(value)) });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Radio.Group
        aria-label="How often scripts may ask"
        value={own ? 'own' : 'documented'}
        onChange={(value) => setOwn(value === 'own')}
      >
        <div className={classes.choices}>
          <Radio
            value="documented"
            label="As often as their API documents"
            description="PulseMail: 60 requests a minute for each key, 600 for all of them. Plume counts none."
          />
          <Radio
            value="own"
            label="As often as I say"
            description="For programs on this computer that would wait for nothing. The service itself would refuse them."
          />
        </div>
      </Radio.Group>
      {own && (
        <div className={classes.figures}>
          <NumberInput
            label="Requests a minute, each key"
            value={rates.perKey}
            onChange={change('perKey')}
            min={1}
            max={MOST}
            allowDecimal={false}
            thousandSeparator=","
          />
          <NumberInput
            label="Requests a minute, all keys"
            value={rates.perWorkspace}
            onChange={change('perWorkspace')}
            min={1}
            max={MOST}
            allowDecimal={false}
            thousandSeparator=","
          />
        </div>
      )}
      <Button type="submit" loading={save.isPending} disabled={JSON.stringify(chosen) === JSON.stringify(saved)}>
        Save
      </Button>
    </form>
  );
}
