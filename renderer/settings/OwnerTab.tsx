import { Section } from '../ui/Section.tsx';
import { LineForm } from './LineForm.tsx';
import { type Settings, useSaveSettings } from './settings.ts';

const address = /^[^\s@]+@[^\s@]+$/;
const SHORTEST = 8;

export function OwnerTab({ settings }: { settings: Settings }) {
  const email = useSaveSettings('The address of the owner is changed.');
  const password = useSaveSettings('The password is set.');
  return (
    <Section title="Owner">
      <LineForm
        label="Email address"
        type="email"
        description="Tests go here unless you say otherwise; scripts log in with it. Recipients do not see it."
        value={settings.ownerEmail}
        button="Change"
        check={(text) => (address.test(text) ? null : 'An address such as you@hearth.example.')}
        saving={email.isPending}
        onSave={(ownerEmail) => email.mutateAsync({ ownerEmail })}
      />
      <LineForm
        label={settings.ownerHasPassword ? 'New password' : 'Password'}
        type="password"
        description={
          settings.ownerHasPassword
            ? 'For scripts that log in instead of using a key. Setting another one ends the use of the old one.'
            : 'None is set. Only scripts that log in instead of using a key need one.'
        }
        value=""
        button={settings.ownerHasPassword ? 'Change' : 'Set'}
        check={(text) => (text.length >= SHORTEST ? null : `At least ${SHORTEST} characters.`)}
        saving={password.isPending}
        onSave={(ownerPassword) => password.mutateAsync({ ownerPassword })}
      />
    </Section>
  );
}
