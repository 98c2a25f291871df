import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Section } from '../../ui/Section.tsx';
import type { Draft } from '../draft/difference.ts';
import { settingsQuery } from '../queries.ts';
import classes from './TrackingSection.module.css';

type Props = { draft: Draft; change: (change: Partial<Draft>) => void };

/** What is counted after it has arrived. */
export function TrackingSection({ draft, change }: Props) {
  const settings = useQuery(settingsQuery).data;
  return (
    <Section title="What is counted">
      <div className={classes.switches}>
        <Switch
          label="Clicks, by links that pass through your public address"
          checked={draft.trackClicks}
          onChange={(event) => change({ trackClicks: event.currentTarget.checked })}
        />
        <Switch
          label="Opens, by a picture of one pixel; an estimate, since many programs load it unasked"
          checked={draft.trackOpens}
          onChange={(event) => change({ trackOpens: event.currentTarget.checked })}
        />
      </div>
      {settings?.publicAddress === '' && (draft.trackClicks || draft.trackOpens) && (
        <p className={`${classes.note} small`}>
          No public address is set, so neither is counted and links go out as they are.{' '}
          <Link to="/settings/$tab" params={{ tab: 'tracking' }} className="link">
            Set one up
          </Link>
        </p>
      )}
    </Section>
  );
}
