import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Rendered } from '#shared/rpc/content.ts';
import { EmailFrame } from './EmailFrame.tsx';
import { InboxLine } from './InboxLine.tsx';
import classes from './Looks.module.css';
import type { Look } from './looks.ts';

type Way = 'desktop' | 'phone' | 'dark' | 'images-off' | 'text' | 'inbox';

const ways: readonly { value: Way; label: string }[] = [
  { value: 'desktop', label: 'Desktop' },
  { value: 'phone', label: 'Phone' },
  { value: 'dark', label: 'Dark' },
  { value: 'images-off', label: 'No images' },
  { value: 'text', label: 'Text' },
  { value: 'inbox', label: 'Inbox' },
];

const darks: readonly { value: Look; label: string; who: string }[] = [
  {
    value: 'dark-partly',
    label: 'Partly',
    who: 'Outlook.com and Gmail on Android: light becomes dark, what is dark already stays.',
  },
  { value: 'dark-wholly', label: 'Wholly', who: 'Outlook on Windows and Gmail on iPhones: every colour is turned round.' },
  { value: 'dark', label: 'Its own', who: 'Apple Mail: nothing but what the message itself says for dark.' },
];

type Props = { rendered: Rendered | undefined; from: string; height: number };

/** A message as the different mail programs show it. */
export function Looks({ rendered, from, height }: Props) {
  const [way, setWay] = useState<Way>('desktop');
  const [dark, setDark] = useState<Look>('dark-partly');
  const look: Look = way === 'dark' ? dark : way === 'images-off' ? 'images-off' : 'plain';
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="How it is shown"
        className={classes.ways ?? ''}
        value={way}
        onChange={setWay}
        data={[...ways]}
      />
      {way === 'dark' && (
        <div className={classes.darks}>
          <SegmentedControl
            size="xs"
            aria-label="How it is made dark"
            value={dark}
            onChange={setDark}
            data={darks.map(({ value, label }) => ({ value, label }))}
          />
          <span className="dim small">{darks.find(({ value }) => value === dark)?.who}</span>
        </div>
      )}
      <div className={classes.sheet} data-phone={way === 'phone' || undefined}>
        {!rendered ? (
          <div style={{ height }} />
        ) : way === 'text' ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <pre className={classes.text} style={{ height }} tabIndex={0}>
            {rendered.text}
          </pre>
        ) : way === 'inbox' ? (
          <div className={classes.inbox} style={{ height }}>
            <InboxLine from={from} subject={rendered.subject} preheader={rendered.preheader} at="9:41" />
            <div className={classes.narrow}>
              <InboxLine from={from} subject={rendered.subject} preheader={rendered.preheader} at="9:41" />
            </div>
            <p className="dim small">In a wide inbox, and on a phone.</p>
          </div>
        ) : (
          <EmailFrame
            key={way === 'phone' ? 'phone' : 'wide'}
            title="The message"
            html={rendered.html}
            width={way === 'phone' ? 375 : 640}
            height={height}
            look={look}
            library
          />
        )}
      </div>
    </>
  );
}
