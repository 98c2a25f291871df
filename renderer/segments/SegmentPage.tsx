import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Segment } from '#shared/rpc/segments.ts';
import type { Group } from '#shared/schema/rule.ts';
import { api } from '../api.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { toast } from '../ui/toasts.ts';
import { begin, incomplete } from './conditions.ts';
import { LiveCount } from './LiveCount.tsx';
import { ruleOfSegment, segmentQuery } from './queries.ts';
import { RuleBuilder } from './RuleBuilder.tsx';
import classes from './SegmentPage.module.css';

const back = { to: '/contacts/segments', label: 'Back to the segments' };
const blank: Group = { kind: 'group', match: 'all', rules: [begin('contact:first-name', [])] };

/** A segment being made or changed; `id` is `new` for one that is not there yet. */
export function SegmentPage({ id }: { id: string }) {
  const { data: segment, isError } = useQuery({ ...segmentQuery(id), enabled: id !== 'new' });
  if (isError)
    return (
      <Page title="Segment" back={back}>
        <EmptyState title="This segment is gone">It was deleted, perhaps in another window.</EmptyState>
      </Page>
    );
  if (id === 'new') return <Editor segment={null} />;
  if (!segment)
    return (
      <Page title="Segment" back={back}>
        <Loading />
      </Page>
    );
  return segment.rule === null ? <ByHand segment={segment} /> : <Editor key={id} segment={segment} />;
}

function Editor({ segment }: { segment: Segment | null }) {
  const [name, setName] = useState(segment?.name ?? '');
  const [rule, setRule] = useState<Group>(segment?.rule ?? blank);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      if (segment) await api.segments.change({ id: segment.id, name, rule });
      else await api.segments.create({ name, rule });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['segments'] });
      toast(`Saved “${name.trim()}”.`);
      await navigate({ to: '/contacts/segments' });
    },
  });
  const lacking = incomplete(rule);
  const ready = name.trim() !== '' && lacking === 0;
  return (
    <Page
      title={segment ? segment.name : 'New segment'}
      back={back}
      actions={
        <Button
          variant="filled"
          disabled={!ready || save.isPending}
          onClick={() => save.mutate()}
          title={ready ? undefined : 'Give it a name and fill in every condition'}
        >
          Save segment
        </Button>
      }
    >
      <div className={classes.columns}>
        <div className={classes.rule}>
          <TextInput
            className={classes.name ?? ''}
            label="Name"
            placeholder="Regulars"
            maxLength={200}
            value={name}
            autoFocus={segment === null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RuleBuilder rule={rule} onChange={setRule} />
        </div>
        <aside className={classes.aside} aria-label="Who matches">
          <LiveCount rule={rule} />
        </aside>
      </div>
    </Page>
  );
}

function ByHand({ segment }: { segment: Segment }) {
  return (
    <Page
      title={segment.name}
      back={back}
      actions={
        <LinkButton to="/contacts" search={{ segment: segment.id }}>
          Show them in the table
        </LinkButton>
      }
    >
      <div className={classes.columns}>
        <p className="dim">
          The people of this segment were picked by hand. It stays as it is until somebody is added or taken out.
        </p>
        <aside className={classes.aside} aria-label="Who is in it">
          <LiveCount rule={ruleOfSegment(segment.id)} />
        </aside>
      </div>
    </Page>
  );
}
