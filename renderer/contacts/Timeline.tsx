import {
  IconAlertTriangle,
  IconClick,
  IconClock,
  IconHelpCircle,
  IconMailOff,
  IconMailOpened,
  IconMailX,
  IconPoint,
  IconSend,
  IconUserMinus,
  IconUserPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Contact } from '#shared/rpc/contacts.ts';
import { SMALL_ICON } from '../ui/icons.ts';
import { Section } from '../ui/Section.tsx';
import { When } from '../ui/When.tsx';
import classes from './Timeline.module.css';

const icons: Record<string, TablerIcon> = {
  accepted: IconSend,
  bounced: IconMailX,
  complained: IconAlertTriangle,
  opened: IconMailOpened,
  clicked: IconClick,
  unsubscribed: IconUserMinus,
  subscribed: IconUserPlus,
  created: IconUserPlus,
  refused: IconMailX,
  uncertain: IconHelpCircle,
  deferred: IconClock,
  pending: IconClock,
  skipped: IconMailOff,
};

/** What has happened with a person, newest first. */
export function Timeline({ entries }: { entries: Contact['timeline'] }) {
  return (
    <Section title="Timeline" small>
      {entries.length === 0 ? (
        <div className="dim">Nothing yet.</div>
      ) : (
        <ol className={`${classes.timeline} num`}>
          {entries.map((entry, index) => {
            const Icon = icons[entry.name] ?? IconPoint;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: facts are only ever added, and have no id of their own here
              <li key={index}>
                <span className="faint">
                  <Icon {...SMALL_ICON} />
                </span>
                {entry.campaignId ? (
                  <Link to="/campaigns/$id/report" params={{ id: entry.campaignId }} className={classes.text}>
                    {entry.text}
                  </Link>
                ) : (
                  <span className={classes.text}>{entry.text}</span>
                )}
                <span className="faint small">
                  <When at={entry.at} />
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}
