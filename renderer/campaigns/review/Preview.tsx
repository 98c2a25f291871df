import { ActionIcon } from '@mantine/core';
import { IconAlignLeft, IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useState } from 'react';
import type { Rendered } from '#shared/rpc/content.ts';
import { ICON } from '../../ui/icons.ts';
import { ContactSelect } from '../preview/ContactSelect.tsx';
import { EmailFrame } from '../preview/EmailFrame.tsx';
import classes from './Preview.module.css';
import { SizeMeter } from './SizeMeter.tsx';

const HEIGHT = 470;
const modes = [
  { mode: 'desktop', icon: IconDeviceDesktop, label: 'As on a desktop', width: 640 },
  { mode: 'phone', icon: IconDeviceMobile, label: 'As on a phone', width: 375 },
  { mode: 'text', icon: IconAlignLeft, label: 'As plain text', width: 0 },
] as const;

type Props = { rendered: Rendered | undefined; files: number; contactId: string | null; onContact: (id: string | null) => void };

/** The message as one person gets it. */
export function Preview({ rendered, files, contactId, onContact }: Props) {
  const [mode, setMode] = useState<(typeof modes)[number]['mode']>('desktop');
  const { width } = modes.find((one) => one.mode === mode) ?? modes[0];
  return (
    <section aria-label="Preview">
      <div className={classes.head}>
        <div className={classes.who}>
          <ContactSelect label="Preview as" emptyLabel="As written" value={contactId} onChange={onContact} hideLabel />
        </div>
        <fieldset className={classes.modes} aria-label="How it is shown">
          {modes.map(({ mode: one, icon: Icon, label }) => (
            <ActionIcon
              key={one}
              aria-label={label}
              title={label}
              aria-pressed={mode === one}
              data-on={mode === one || undefined}
              onClick={() => setMode(one)}
            >
              <Icon {...ICON} />
            </ActionIcon>
          ))}
        </fieldset>
      </div>
      <div className={classes.sheet} data-phone={mode === 'phone' || undefined}>
        {!rendered ? (
          <div style={{ height: HEIGHT }} />
        ) : mode === 'text' ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <pre className={classes.text} style={{ height: HEIGHT }} tabIndex={0}>
            {rendered.text}
          </pre>
        ) : (
          <EmailFrame key={mode} title="The message" html={rendered.html} width={width} height={HEIGHT} library />
        )}
      </div>
      {rendered && <SizeMeter size={rendered.bytes} images={rendered.images.linked ? 0 : rendered.images.bytes} files={files} />}
    </section>
  );
}
