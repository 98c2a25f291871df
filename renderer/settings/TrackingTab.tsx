import { Switch } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { ICON } from '../ui/icons.ts';
import { Section } from '../ui/Section.tsx';
import { LineForm } from './LineForm.tsx';
import { type Settings, useSaveSettings } from './settings.ts';
import classes from './TrackingTab.module.css';

const enables = [
  'Unsubscribing with one click, as Gmail and Yahoo ask of who sends a lot',
  'Counting clicks, per link and per person',
  'Estimating opens',
  'The campaign as a web page',
];

function problem(text: string): string | null {
  if (text === '') return null;
  if (!URL.canParse(text)) return 'An address such as https://mail.hearth.example.';
  const { protocol, hostname } = new URL(text);
  const here = hostname === 'localhost' || hostname.startsWith('127.');
  return protocol === 'https:' || here ? null : 'It has to begin with https://.';
}

export function TrackingTab({ settings }: { settings: Settings }) {
  const save = useSaveSettings('The public address is saved. It counts for what is sent from now on.');
  const images = useSaveSettings('It counts for what is sent from now on.');
  const set = settings.publicAddress !== '';
  return (
    <Section title="Public address">
      <p className={`${classes.text} dim`}>
        This computer cannot be reached from outside, so recipients’ clicks do not come back to it by themselves. A tunnel or a
        reverse proxy gives it an address that can be. It leads only to what recipients need; your data and this window stay out
        of reach.
      </p>
      <LineForm
        label="https address"
        type="url"
        placeholder="None: nothing is counted"
        description={
          settings.publicPort === null
            ? 'The public pages are not running.'
            : `Lead it to http://127.0.0.1:${settings.publicPort} on this computer.`
        }
        value={settings.publicAddress}
        button="Save"
        check={problem}
        saving={save.isPending}
        onSave={(publicAddress) => save.mutateAsync({ publicAddress })}
      />
      <h3 className="eyebrow">{set ? 'What it gives you' : 'What it would give you'}</h3>
      <ul className={classes.list} data-on={set || undefined}>
        {enables.map((text) => (
          <li key={text}>
            {set ? <IconCircleCheck {...ICON} /> : <IconCircleDashed {...ICON} />}
            {text}
          </li>
        ))}
      </ul>
      <p className={`${classes.text} faint small`}>
        Without it, people unsubscribe by a message to the reply address, links go out as you wrote them, and reports count what
        the servers answered. Whether clicks and opens are counted is decided per campaign, under Audience.
      </p>
      <Switch
        className={classes.images}
        label="Show images by link, instead of sending them inside of each message"
        description="Messages are smaller, but their images show only while this computer can be reached at that address."
        checked={settings.imagesByLink}
        disabled={!set || images.isPending}
        onChange={(event) => images.mutate({ imagesByLink: event.currentTarget.checked })}
      />
    </Section>
  );
}
