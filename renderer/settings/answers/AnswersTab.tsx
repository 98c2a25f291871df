import { MailboxesSection } from './MailboxesSection.tsx';
import { SesSection } from './ses/SesSection.tsx';

/** What comes back about messages that were sent, and how it finds its way here. */
export function AnswersTab() {
  return (
    <>
      <MailboxesSection />
      <SesSection />
    </>
  );
}
