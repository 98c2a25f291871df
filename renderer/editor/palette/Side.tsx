import { useState } from 'react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { Outline } from './Outline.tsx';
import { Palette } from './Palette.tsx';
import classes from './palette.module.css';

type Tab = 'blocks' | 'outline';

/** What can be put on the page, and what is on it. */
export function Side({ document }: { document: BlocksDocument }) {
  const [tab, setTab] = useState<Tab>('blocks');
  return (
    <aside className={classes.side} aria-label="Blocks">
      <Tabs<Tab>
        label="Blocks"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'blocks', label: 'Blocks' },
          { value: 'outline', label: 'Outline' },
        ]}
      />
      <div className={classes.scroll} role="tabpanel" aria-label={tab === 'blocks' ? 'Blocks' : 'Outline'}>
        {tab === 'blocks' ? <Palette /> : <Outline document={document} />}
      </div>
    </aside>
  );
}
