import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Tag } from '#shared/rpc/tags.ts';
import { api } from '../api.ts';
import { usedInWords } from '../segments/use-segment-actions.ts';
import { people } from '../ui/format.ts';
import { SidePanel } from '../ui/SidePanel.tsx';
import { toast } from '../ui/toasts.ts';
import classes from './FieldPanel.module.css';
import { TagChip } from './TagChip.tsx';

/** Gives everybody with one tag another one instead. */
export function MergeTag({ tag, others, onClose }: { tag: Tag; others: Tag[]; onClose: () => void }) {
  const queries = useQueryClient();
  const [intoId, setIntoId] = useState<string | null>(null);
  const into = others.find(({ id }) => id === intoId);
  const { data: usage } = useQuery({
    queryKey: ['tags', 'usage', tag.id],
    queryFn: ({ signal }) => api.tags.usage({ id: tag.id }, { signal }),
    throwOnError: false,
  });
  const users = usage ? [...usage.segments, ...usage.campaigns] : [];
  const merge = useMutation({
    mutationFn: () => api.tags.merge({ id: tag.id, intoId: intoId ?? '' }),
    onSuccess: ({ moved }) => {
      onClose();
      toast(`${people(moved)} had ${tag.name} and ${moved === 1 ? 'has' : 'have'} ${into?.name ?? 'the other'} now.`);
    },
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => ['tags', 'contacts', 'segments'].includes(String(queryKey[0])) }),
  });
  return (
    <SidePanel title={`Merge ${tag.name}`} label={`Merge ${tag.name} into another tag`} onClose={onClose}>
      <div className={classes.form}>
        <Select
          label="Into"
          placeholder="Choose the tag that stays"
          searchable={others.length > 8}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          renderOption={({ option }) => <TagChip name={option.label} />}
          value={intoId}
          onChange={setIntoId}
        />
        <p className="dim">
          {people(tag.contacts)} with {tag.name} get the other tag, and {tag.name} is gone.
        </p>
        {usage && users.length > 0 && (
          <div className={classes.warning}>
            Used in {usedInWords(usage)}. All of it asks for {into?.name ?? 'the other tag'} afterwards.
            <ul className="small">
              {users.slice(0, 8).map((name, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two things may have one name, and nothing else is known of them
                <li key={index}>{name}</li>
              ))}
            </ul>
          </div>
        )}
        <Button variant="filled" disabled={!into} loading={merge.isPending} onClick={() => merge.mutate()}>
          {into ? `Merge into ${into.name}` : 'Merge'}
        </Button>
      </div>
    </SidePanel>
  );
}
