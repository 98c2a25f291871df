import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconClick,
  IconClock,
  IconHelpCircle,
  IconMailOff,
  IconMailOpened,
  IconMailX,
  IconPencil,
  IconPoint,
  IconSend,
  IconUserMinus,
  IconUserPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { TimelineEntry } from '#shared/rpc/person.ts';
import { SMALL_ICON } from '../ui/icons.ts';
import { When } from '../ui/When.tsx';
import classes from './Timeline.module.css';

const icons: Record<string, TablerIcon> = {
  accepted: IconSend,
  bounced: IconMailX,
  complained: IconAlertTriangle,
  replied: IconArrowBackUp,
  answered: IconArrowBackUp,
  opened: IconMailOpened,
  clicked: IconClick,
  unsubscribed: IconUserMinus,
  subscribed: IconUserPlus,
  created: IconUserPlus,
  changed: IconPencil,
  refused: IconMailX,
  uncertain: IconHelpCircle,
  deferred: IconClock,
  pending: IconClock,
  skipped: IconMailOff,
};

/** What has happened with a person, newest first. With `times`, to the minute. */
export function Timeline({ entries, times = false }: { entries: readonly TimelineEntry[]; times?: boolean }) {
  if (entries.length === 0) return <div className="dim">Nothing yet.</div>;
  return (
    <ol className={`${classes.timeline} num`}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} times={times} />
      ))}
    </ol>
  );
}

function Entry({ entry, times }: { entry: TimelineEntry; times: boolean }) {
  const Icon = icons[entry.name] ?? IconPoint;
  return (
    <li>
      <span className="faint">
        <Icon {...SMALL_ICON} />
      </span>
      <div className={classes.text}>
        {entry.campaignId ? (
          <Link to="/campaigns/$id/report" params={{ id: entry.campaignId }}>
            {entry.text}
          </Link>
        ) : (
          entry.text
        )}
        {entry.url && <div className="dim small">{entry.url}</div>}
        {entry.detail && <div className="dim small">{entry.detail}</div>}
      </div>
      <span className="faint small">
        <When at={entry.at} as={times ? 'dateTime' : 'date'} />
      </span>
    </li>
  );
}
