import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { chooseTransport } from '#shared/delivery/choose-transport.ts';
import type { Brand } from '#shared/rpc/content.ts';
import { BrandDialog } from '../../settings/BrandDialog.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Section } from '../../ui/Section.tsx';
import type { Draft } from '../draft/difference.ts';
import { brandsQuery, transportsQuery } from '../queries.ts';
import classes from './FromSection.module.css';

const words = { campaign: 'This one', brand: 'The sender’s', sender: 'For this sender', usual: 'The usual' };

type Props = { draft: Draft; change: (change: Partial<Draft>) => void; focused?: boolean };

/** Who it comes from and what carries it. */
export function FromSection({ draft, change, focused = false }: Props) {
  const brands = useQuery(brandsQuery).data;
  const transports = useQuery(transportsQuery).data;
  const [editing, setEditing] = useState<{ brand?: Brand } | null>(null);
  const brand = brands?.find(({ id }) => id === draft.brandId);
  const row = useRef<HTMLDivElement>(null);
  const toFocus = useRef(focused);
  const isRead = brands !== undefined;
  useEffect(() => {
    if (!toFocus.current || !isRead) return;
    toFocus.current = false;
    // Of a sender that is chosen something is missing; otherwise one has to be chosen.
    row.current?.querySelector<HTMLElement>(draft.brandId ? 'button' : 'input')?.focus();
  }, [isRead, draft.brandId]);
  const choose = (campaign: string | null) =>
    chooseTransport({
      transports: transports ?? [],
      campaign,
      brand: brand?.transportId ?? null,
      from: brand?.fromEmail ?? '',
    });
  const byItself = choose(null);
  const choice = choose(draft.transportId);

  return (
    <Section title="From">
      <div className={classes.row} ref={row}>
        <Select
          label="Sender"
          placeholder={brands?.length === 0 ? 'No sender yet' : 'Choose a sender'}
          data={(brands ?? []).map(({ id, name, fromEmail }) => ({
            value: id,
            label: fromEmail ? `${name} · ${fromEmail}` : name,
          }))}
          value={draft.brandId}
          onChange={(brandId) => change({ brandId })}
          allowDeselect={false}
        />
        {brand && <Button onClick={() => setEditing({ brand })}>Change</Button>}
        <Button variant={brand ? 'subtle' : 'default'} onClick={() => setEditing({})}>
          New sender
        </Button>
      </div>
      {brand && (
        <div className={classes.facts}>
          <KeyValue
            rows={[
              { key: 'from', label: 'From', value: `${brand.fromName} <${brand.fromEmail || 'no address yet'}>` },
              { key: 'reply', label: 'Replies to', value: brand.replyTo || brand.fromEmail || 'no address yet' },
              { key: 'post', label: 'Postal address', value: brand.postalAddress || 'none yet; a campaign needs one' },
            ]}
          />
        </div>
      )}
      <div className={classes.row}>
        <Select
          label="Goes out through"
          data={[
            { value: '', label: byItself ? `${words[byItself.by]}: ${byItself.transport.name}` : 'The usual' },
            ...(transports ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={draft.transportId ?? ''}
          onChange={(transportId) => change({ transportId: transportId || null })}
          allowDeselect={false}
        />
        <LinkButton to="/settings/$tab" params={{ tab: 'sending' }} variant="subtle">
          Accounts
        </LinkButton>
      </div>
      {brand && choice?.maySend === false && (
        <p className={classes.problem} role="alert">
          {choice.transport.name} is not set up to send for {brand.fromEmail}. Choose another account, or add the address there.
        </p>
      )}
      {choice?.transport.kind === 'inbox' && (
        <p className="dim small">
          The test inbox keeps every message on this computer: nobody outside gets anything. It is for trying things out.
        </p>
      )}
      <BrandDialog
        open={editing}
        onClose={() => setEditing(null)}
        onDone={(brandId) => {
          setEditing(null);
          change({ brandId });
        }}
      />
    </Section>
  );
}
