import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { api } from '../api.ts';
import { number, people } from '../ui/format.ts';
import { ICON, SMALL_ICON } from '../ui/icons.ts';
import { shortcutText } from '../ui/Shortcut.tsx';
import { openPalette } from './palette-store.ts';
import { type PlaceKey, placeOf, places } from './places.ts';
import { useUnread } from './queries.ts';
import classes from './Rail.module.css';
import { SchemeSwitch } from './SchemeSwitch.tsx';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';

/** The left edge: where one can go, and how much waits there. Narrow beside the editor. */
export function Rail({ narrow }: { narrow: boolean }) {
  const current = useRouterState({ select: ({ location }) => placeOf(location.pathname) });
  const counts = useCounts();

  return (
    <nav className={classes.rail} data-narrow={narrow || undefined} aria-label="Main">
      <div className={classes.workspace}>
        <WorkspaceMenu narrow={narrow} />
        {!narrow && <SchemeSwitch />}
      </div>
      {places.map(({ key, to, label, icon: Icon, apart }, index) => {
        const count = counts[key];
        return (
          <Link
            key={key}
            to={to}
            className={classes.place}
            data-apart={apart || undefined}
            data-current={key === current || undefined}
            aria-current={key === current ? 'page' : undefined}
            aria-label={narrow ? label : undefined}
            title={`${label} (${shortcutText(`mod+${index + 1}`)})`}
          >
            <Icon {...ICON} />
            {!narrow && label}
            {!narrow && count && (
              <span className={`${classes.count} num`} data-hot={count.hot || undefined} title={count.title}>
                {count.text}
              </span>
            )}
          </Link>
        );
      })}
      {!narrow && <Foot sentToday={counts.sentToday} />}
    </nav>
  );
}

function Foot({ sentToday }: { sentToday: string | null }) {
  return (
    <div className={classes.foot}>
      <button type="button" className={classes.search} onClick={openPalette}>
        <IconSearch {...SMALL_ICON} /> Search and commands
        <span className={classes.keys}>{shortcutText('mod+K')}</span>
      </button>
      <span className="num">{sentToday}</span>
    </div>
  );
}

type Count = { text: string; title: string; hot?: boolean };

function useCounts(): Partial<Record<PlaceKey, Count>> & { sentToday: string | null } {
  const { data: home } = useQuery({
    queryKey: ['home'],
    queryFn: ({ signal }) => api.home.get({}, { signal }),
    throwOnError: false,
  });
  const { data: unread = 0 } = useUnread();
  if (!home) return { sentToday: null };

  const running = home.goingOut.filter(({ status }) => status === 'sending' || status === 'paused');
  const done = running.reduce((sum, send) => sum + send.done, 0);
  const recipients = running.reduce((sum, send) => sum + send.recipients, 0);
  const { count, limit } = home.sentToday;
  return {
    ...(recipients > 0
      ? {
          campaigns: {
            text: `${Math.floor((100 * done) / recipients)}%`,
            title: `${number(done)} of ${number(recipients)} sent`,
            hot: true,
          },
        }
      : {}),
    ...(home.people.total > 0 ? { contacts: { text: number(home.people.total), title: people(home.people.total) } } : {}),
    ...(unread > 0 ? { inbox: { text: number(unread), title: `${number(unread)} not looked at yet` } } : {}),
    sentToday: limit === null ? `Today ${number(count)} sent` : `Today ${number(count)} of ${number(limit)} sent`,
  };
}
