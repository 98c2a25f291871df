import { useNavigate } from '@tanstack/react-router';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { ContactChips } from './ContactChips.tsx';
import { ContactFacts } from './ContactFacts.tsx';
import { ContactMenu } from './ContactMenu.tsx';
import classes from './ContactPage.module.css';
import { MailFrequency } from './MailFrequency.tsx';
import { Memberships } from './Memberships.tsx';
import { Notes } from './Notes.tsx';
import { PersonTimeline } from './PersonTimeline.tsx';
import { useContact } from './queries.ts';
import { SuppressionNote } from './SuppressionNote.tsx';
import { fullName } from './words.ts';

const back = { to: '/contacts', label: 'All contacts' };

/** Everything about one person. */
export function ContactPage({ id }: { id: string }) {
  const { data: contact, error } = useContact(id);
  const navigate = useNavigate();
  if (!contact) {
    return (
      <Page title={error ? 'Not here' : ' '} name="Contact" back={back}>
        {error ? (
          <EmptyState title="There is no such person" actions={<LinkButton to="/contacts">All contacts</LinkButton>}>
            {error.message}
          </EmptyState>
        ) : (
          <Loading />
        )}
      </Page>
    );
  }
  const name = fullName(contact);
  return (
    <Page
      title={name || contact.email}
      count={name ? contact.email : undefined}
      back={back}
      actions={<ContactMenu contact={contact} onGone={() => void navigate({ to: '/contacts' })} />}
    >
      <div className={classes.columns}>
        <div className={classes.facts}>
          <ContactChips contact={contact} />
          {contact.suppression && <SuppressionNote suppression={contact.suppression} />}
          <ContactFacts contact={contact} />
          <Memberships contact={contact} />
          <MailFrequency id={id} />
        </div>
        <div className={classes.story}>
          <Notes id={id} />
          <PersonTimeline id={id} />
        </div>
      </div>
    </Page>
  );
}
