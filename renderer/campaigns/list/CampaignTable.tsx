import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import type { CampaignRow } from '#shared/rpc/campaigns.ts';
import { Chip } from '../../ui/Chip.tsx';
import { number, percent, plural } from '../../ui/format.ts';
import { ICON } from '../../ui/icons.ts';
import { Meter } from '../../ui/Meter.tsx';
import { Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import { filledIn } from '../preview/filled-in.ts';
import { StatusChip } from '../StatusChip.tsx';
import classes from './CampaignTable.module.css';
import { useCampaignActions } from './campaign-actions.tsx';

const place = ({ status }: CampaignRow) => (status === 'draft' ? '/campaigns/$id/audience' : '/campaigns/$id/report');

export function CampaignTable({ rows }: { rows: CampaignRow[] }) {
  const actions = useCampaignActions();
  const navigate = useNavigate();
  const open = (event: MouseEvent, row: CampaignRow) => {
    const control = event.target instanceof Element && event.target.closest('a, button, [role=menu]');
    if (!control) void navigate({ to: place(row), params: { id: row.id } });
  };
  return (
    <Table className={classes.table}>
      <thead>
        <tr>
          <th>Campaign</th>
          <th>Status</th>
          <th data-right>People</th>
          <th data-right>Clicked</th>
          <th data-right>Unsubscribed</th>
          <th data-right>When</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-link onClick={(event) => open(event, row)}>
            <td className={classes.name}>
              <Link to={place(row)} params={{ id: row.id }}>
                {row.name}
              </Link>
              <div className="faint small">{filledIn(row.subject) || 'No subject yet'}</div>
            </td>
            <td>
              <div className={classes.status}>
                <StatusChip status={row.status} />
                {row.uncertain > 0 && <Chip tone="warn">{number(row.uncertain)} uncertain</Chip>}
              </div>
              {(row.status === 'sending' || row.status === 'paused') && <Going row={row} />}
            </td>
            <td data-right>{row.recipients === 0 ? <span className="faint">–</span> : number(row.recipients)}</td>
            <td data-right>
              <Share part={row.clicked} of={row} />
            </td>
            <td data-right>
              <Share part={row.unsubscribed} of={row} plain />
            </td>
            <td data-right className="dim">
              <Moment row={row} />
            </td>
            <td data-right className={classes.menu}>
              <RowMenu row={row} actions={actions} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Going({ row }: { row: CampaignRow }) {
  return (
    <div className={classes.going}>
      <Meter
        parts={[{ value: row.accepted, tone: row.status === 'paused' ? 'warn' : 'accent' }]}
        max={row.recipients}
        label={`${number(row.accepted)} of ${number(row.recipients)} accepted`}
      />
      <span className="faint small">
        {number(row.accepted)} of {number(row.recipients)}
      </span>
    </div>
  );
}

/** A number of people with its share of whom the message reached; nothing before anybody was reached. */
function Share({ part, of, plain = false }: { part: number; of: CampaignRow; plain?: boolean }) {
  if (of.accepted === 0) return <span className="faint">–</span>;
  if (!plain && !of.tracked) {
    return (
      <span className="faint" title="Clicks were not counted.">
        –
      </span>
    );
  }
  return (
    <span title={`${number(part)} of ${plural(of.accepted, 'accepted message')}`}>
      {plain ? number(part) : percent(part, of.accepted)}
    </span>
  );
}

function Moment({ row }: { row: CampaignRow }) {
  if (row.status === 'scheduled') return <When at={row.scheduledAt} as="dateTime" />;
  if (row.status === 'draft') {
    return (
      <>
        edited <When at={row.updatedAt} as="ago" />
      </>
    );
  }
  return <When at={row.sentAt ?? row.updatedAt} as="dateTime" />;
}

function RowMenu({ row, actions }: { row: CampaignRow; actions: ReturnType<typeof useCampaignActions> }) {
  const settled = row.status === 'draft' || row.status === 'sent' || row.status === 'cancelled';
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${row.name}`}>
          <IconDots {...ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy {...ICON} />} onClick={() => actions.duplicate(row)}>
          Duplicate as a draft
        </Menu.Item>
        {settled && (
          <Menu.Item leftSection={<IconArchive {...ICON} />} onClick={() => actions.archive(row)}>
            {row.archived ? 'Take out of the archive' : 'Archive'}
          </Menu.Item>
        )}
        {settled && (
          <Menu.Item color="red" leftSection={<IconTrash {...ICON} />} onClick={() => actions.remove(row)}>
            Delete…
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
