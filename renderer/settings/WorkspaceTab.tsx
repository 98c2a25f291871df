import { Button, CopyButton, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { KeyValue } from '../ui/KeyValue.tsx';
import { Section } from '../ui/Section.tsx';
import { LineForm } from './LineForm.tsx';
import { type Settings, useSaveSettings } from './settings.ts';
import classes from './WorkspaceTab.module.css';

const schemes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const;

export function WorkspaceTab({ settings }: { settings: Settings }) {
  const save = useSaveSettings('The workspace has its new name.');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Section title="Workspace">
        <LineForm
          label="Name"
          description="Your business, as it stands at the top left. Recipients do not see it."
          value={settings.workspaceName}
          button="Rename"
          check={(text) => (text === '' ? 'A workspace has a name.' : null)}
          saving={save.isPending}
          onSave={(workspaceName) => save.mutateAsync({ workspaceName })}
        />
      </Section>
      <Section title="Appearance">
        <SegmentedControl
          aria-label="Appearance"
          data={[...schemes]}
          value={colorScheme}
          onChange={(value) => {
            const scheme = schemes.find((one) => one.value === value);
            if (scheme) setColorScheme(scheme.value);
          }}
        />
      </Section>
      <Section title="Data">
        <p className={`${classes.text} dim`}>
          Everything is in one folder on this computer: contacts, campaigns, pictures and what became of each message. To keep a
          copy, quit Letterpress and copy the folder.
        </p>
        <div className={classes.folder}>
          <code className="mono">{settings.dataFolder}</code>
          <CopyButton value={settings.dataFolder}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy the path'}</Button>}
          </CopyButton>
        </div>
        <KeyValue rows={[{ key: 'version', label: 'Version', value: `Letterpress ${settings.version}` }]} />
      </Section>
    </>
  );
}
