import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Brand } from '#shared/rpc/content.ts';
import { api } from '../api.ts';
import { brandsQuery } from '../campaigns/queries.ts';
import { confirm } from '../ui/confirm.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { Section } from '../ui/Section.tsx';
import { Table } from '../ui/Table.tsx';
import { toast } from '../ui/toasts.ts';
import { BrandDialog } from './BrandDialog.tsx';
import { DomainButton } from './domain/DomainButton.tsx';
import { DomainDialog } from './domain/DomainDialog.tsx';
import { ResolverSection } from './domain/ResolverSection.tsx';
import { LookDialog } from './look/LookDialog.tsx';
import classes from './SendersTab.module.css';

/** The brands: who campaigns come from. */
export function SendersTab() {
  const brands = useQuery(brandsQuery).data;
  const queries = useQueryClient();
  const [editing, setEditing] = useState<{ brand?: Brand } | null>(null);
  const [checking, setChecking] = useState<Brand | null>(null);
  const [dressing, setDressing] = useState<Brand | null>(null);
  const remove = useMutation({
    mutationFn: ({ id }: Brand) => api.brands.remove({ id }),
    onSuccess: async (_, { name }) => {
      await queries.invalidateQueries({ queryKey: ['brands'] });
      toast(`${name} was deleted.`);
    },
  });
  const askToRemove = async (brand: Brand) => {
    const yes = await confirm({
      title: `Delete ${brand.name}?`,
      body: 'Drafts that use this sender need another one before they can go. What was sent stays as it was.',
      confirmLabel: 'Delete sender',
      danger: true,
    });
    if (yes) remove.mutate(brand);
  };
  return (
    <Section title="Senders">
      <p className={`${classes.text} dim`}>
        Who a campaign comes from: the name and address that recipients see, your postal address at its foot, and how it looks.
      </p>
      {!brands ? (
        <Loading />
      ) : brands.length === 0 ? (
        <EmptyState title="No sender yet">A campaign needs one before it can go.</EmptyState>
      ) : (
        <Table>
          <thead>
            <tr>
              <th>Name</th>
              <th>From</th>
              <th>Domain</th>
              <th>Replies to</th>
              <th>Postal address</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {brands.map((brand) => (
              <tr key={brand.id}>
                <td>
                  <span className={classes.swatch} style={{ background: brand.colors.accent }} aria-hidden />
                  {brand.name}
                </td>
                <td>
                  {brand.fromName}
                  <div className="faint small">{brand.fromEmail || 'no address yet'}</div>
                </td>
                <td>
                  <DomainButton brand={brand} onOpen={() => setChecking(brand)} />
                </td>
                <td className="dim">{brand.replyTo || 'the same'}</td>
                <td className={`${classes.post} dim`}>{brand.postalAddress || 'none yet'}</td>
                <td data-right>
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon aria-label={`Actions for ${brand.name}`}>
                        <IconDots {...ICON} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item onClick={() => setEditing({ brand })}>Change…</Menu.Item>
                      <Menu.Item onClick={() => setDressing(brand)}>Logo, colours and typefaces…</Menu.Item>
                      <Menu.Item color="red" onClick={() => void askToRemove(brand)}>
                        Delete…
                      </Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Button
        className={classes.add ?? ''}
        variant={brands?.length === 0 ? 'filled' : 'default'}
        leftSection={<IconPlus {...ICON} />}
        onClick={() => setEditing({})}
      >
        New sender
      </Button>
      <ResolverSection />
      <LookDialog brand={dressing} onClose={() => setDressing(null)} />
      <DomainDialog brand={checking} onClose={() => setChecking(null)} />
      <BrandDialog open={editing} onClose={() => setEditing(null)} onDone={() => setEditing(null)} />
    </Section>
  );
}
