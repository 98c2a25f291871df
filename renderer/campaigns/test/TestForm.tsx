import { Button, Checkbox, TagsInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MessageStatus } from '#shared/schema/words.ts';
import { api } from '../../api.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { plural } from '../../ui/format.ts';
import { ContactSelect } from '../preview/ContactSelect.tsx';
import { settingsQuery } from '../queries.ts';
import classes from './TestForm.module.css';

const MOST = 10;
const KEPT = 'letterpress.test-addresses';
const KNOWN = 'letterpress.test-addresses-known';
const MOST_KNOWN = 30;

const tones: Partial<Record<MessageStatus, Tone>> = { accepted: 'good', refused: 'bad', uncertain: 'warn', deferred: 'warn' };
const looksLikeAddress = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text.trim());

const keptAt = (key: string): string[] => (localStorage.getItem(key) ?? '').split('\n').filter(looksLikeAddress);
const lastUsed = (): string[] => keptAt(KEPT);
/** Everybody whom a test went to from here, the latest first. */
const everUsed = (): string[] => [...new Set([...lastUsed(), ...keptAt(KNOWN)])];

type Props = { campaignId: string; contactId: string | null; onClose: () => void };

export function TestForm({ campaignId, contactId, onClose }: Props) {
  const queries = useQueryClient();
  const owner = useQuery(settingsQuery).data?.ownerEmail;
  const [chosen, setTo] = useState<string[] | null>(() => {
    const kept = lastUsed();
    return kept.length > 0 ? kept : null;
  });
  // The owner is called so until somebody says who it is; no mail would get there.
  const to = chosen ?? (owner && !owner.endsWith('@localhost') ? [owner] : []);
  const [typing, setTyping] = useState('');
  const [as, setAs] = useState(contactId);
  const [marked, setMarked] = useState(true);
  const [known, setKnown] = useState(everUsed);
  // What stands in the field and was not turned into an address yet counts as well.
  const all = [...new Set([...to, ...(typing.trim() ? [typing.trim()] : [])])];
  const wrong = all.filter((address) => !looksLikeAddress(address));

  const test = useMutation({
    mutationFn: () => api.campaigns.test({ id: campaignId, to: all, contactId: as, marked }),
    onSuccess: async () => {
      localStorage.setItem(KEPT, all.join('\n'));
      const next = [...new Set([...all, ...known])].slice(0, MOST_KNOWN);
      localStorage.setItem(KNOWN, next.join('\n'));
      setKnown(next);
      setTo(all);
      setTyping('');
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (all.length > 0 && wrong.length === 0) test.mutate();
      }}
    >
      <TagsInput
        label="To"
        description={`Up to ${MOST} addresses. They need not be contacts, and nothing is counted.`}
        placeholder={to.length === 0 ? 'you@example.com' : ''}
        data={known}
        value={to}
        onChange={setTo}
        searchValue={typing}
        onSearchChange={setTyping}
        maxTags={MOST}
        splitChars={[',', ' ', ';']}
        error={wrong.length > 0 && to.length > 0 && !typing ? `${wrong.join(', ')} is not an address.` : null}
        data-autofocus
      />
      <div className={classes.as}>
        <ContactSelect
          label="As it reads for"
          emptyLabel="Nobody: merge tags show what they fall back to"
          value={as}
          onChange={setAs}
          campaignId={campaignId}
        />
        <Checkbox
          label="Mark it as a test"
          description="The subject begins with [Test]. Without it the subject is the very one that recipients get."
          checked={marked}
          onChange={(event) => setMarked(event.currentTarget.checked)}
        />
      </div>
      {test.data && (
        <ul className={classes.results} role="status">
          {test.data.results.map((result) => (
            <li key={result.to}>
              <span>{result.to}</span>
              <Chip tone={tones[result.status] ?? 'plain'}>{result.status}</Chip>
              {result.reply && <div className="mono faint">{result.reply}</div>}
            </li>
          ))}
        </ul>
      )}
      <div className={classes.buttons}>
        <Button onClick={onClose}>{test.data ? 'Close' : 'Cancel'}</Button>
        <Button type="submit" variant="filled" loading={test.isPending} disabled={all.length === 0 || wrong.length > 0}>
          Send {plural(all.length, 'test')}
        </Button>
      </div>
    </form>
  );
}
