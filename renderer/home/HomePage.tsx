import { Button } from '@mantine/core';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import type { Api } from '#shared/rpc/rpc.ts';
import { useNewCampaign } from '../shell/commands.ts';
import { useHome } from '../shell/queries.ts';
import { ICON } from '../ui/icons.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { Drafts } from './Drafts.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { GoingOut } from './GoingOut.tsx';
import { greeting } from './greeting.ts';
import classes from './HomePage.module.css';
import { LastOnes } from './LastOnes.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { PeopleChart } from './PeopleChart.tsx';

type Home = Awaited<ReturnType<Api['home']['get']>>;

/** Nothing has gone out, and nothing could leave this computer yet. */
const tryingOut = ({ lastOnes, goingOut, needsYou }: Home): boolean =>
  lastOnes.length === 0 && goingOut.length === 0 && needsYou.some(({ what }) => what === 'no-transport');

/** What needs a person, what is under way, how it has been going. */
export function HomePage() {
  const { data: home } = useHome();
  const newCampaign = useNewCampaign();
  const isNew = home && home.people.total === 0 && home.lastOnes.length === 0 && home.goingOut.length === 0;
  return (
    <Page
      title={greeting(new Date().getHours())}
      name="Home"
      actions={
        <>
          <LinkButton to="/contacts/import" leftSection={<IconUpload {...ICON} />}>
            Import contacts
          </LinkButton>
          <Button variant="filled" onClick={newCampaign} leftSection={<IconPlus {...ICON} />}>
            New campaign
          </Button>
        </>
      }
    >
      {!home ? (
        <Loading />
      ) : isNew ? (
        <FirstSteps />
      ) : (
        <div className={classes.columns}>
          <div>
            <NeedsYou items={home.needsYou} />
            <GoingOut items={home.goingOut} />
            <Drafts drafts={home.drafts} isNew={tryingOut(home)} />
          </div>
          <div>
            <LastOnes items={home.lastOnes} />
            <PeopleChart people={home.people} />
          </div>
        </div>
      )}
    </Page>
  );
}
