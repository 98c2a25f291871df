import { IconArrowsDiagonal } from '@tabler/icons-react';
import { ICON } from '../ui/icons.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Section } from '../ui/Section.tsx';
import { SidePanel } from '../ui/SidePanel.tsx';
import { ContactChips } from './ContactChips.tsx';
import { ContactFacts } from './ContactFacts.tsx';
import { ContactMenu } from './ContactMenu.tsx';
import { Memberships } from './Memberships.tsx';
import { useContact } from './queries.ts';
import { SuppressionNote } from './SuppressionNote.tsx';
import { Timeline } from './Timeline.tsx';
import { fullName } from './words.ts';

/** What matters most about one person, changeable where it stands; their own page has the rest. */
export function ContactPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: contact, error } = useContact(id);
  if (!contact) {
    return (
      <SidePanel title={error ? 'Not here' : ' '} label="Contact" onClose={onClose}>
        {error ? <div className="dim">{error.message}</div> : <Loading />}
      </SidePanel>
    );
  }
  const name = fullName(contact);
  return (
    <SidePanel
      title={name || contact.email}
      subtitle={name ? contact.email : undefined}
      label={`Contact ${name || contact.email}`}
      onClose={onClose}
      actions={
        <>
          <LinkButton
            to="/contacts/$id"
            params={{ id }}
            size="compact-sm"
            variant="subtle"
            px={6}
            h={28}
            aria-label="Open their own page"
            title="Open their own page, with notes and the whole timeline"
          >
            <IconArrowsDiagonal {...ICON} />
          </LinkButton>
          <ContactMenu contact={contact} onGone={onClose} />
        </>
      }
    >
      <ContactChips contact={contact} />
      {contact.suppression && <SuppressionNote suppression={contact.suppression} />}
      <ContactFacts contact={contact} />
      <Memberships contact={contact} />
      <Section title="Timeline" small>
        <Timeline entries={contact.timeline} />
      </Section>
    </SidePanel>
  );
}
