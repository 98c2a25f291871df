import { IconFileImport } from '@tabler/icons-react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';

/** The home of a workspace in which nothing has happened yet. */
export function FirstSteps() {
  return (
    <EmptyState
      icon={IconFileImport}
      title="Drop a file of your customers anywhere on this window"
      actions={
        <>
          <LinkButton to="/contacts/import">Choose a file</LinkButton>
          <LinkButton variant="subtle" to="/templates">
            Look at the templates
          </LinkButton>
        </>
      }
    >
      A CSV, as every spreadsheet, shop and newsletter service exports it. You see what will be read before anything is kept. Then
      pick a design, write, and send the first campaign into the test inbox: it is a real mail server inside this app, so nothing
      leaves the computer before you connect an account.
    </EmptyState>
  );
}
