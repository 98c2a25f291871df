import { useState } from 'react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { Saved } from '../saved/Saved.tsx';
import { Outline } from './Outline.tsx';
import { Palette } from './Palette.tsx';
import classes from './palette.module.css';

type Tab = 'blocks' | 'saved' | 'outline';

const names: Record<Tab, string> = { blocks: 'Blocks', saved: 'Saved', outline: 'Outline' };

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
          { value: 'blocks', label: names.blocks },
          { value: 'saved', label: names.saved },
          { value: 'outline', label: names.outline },
        ]}
      />
      <div className={classes.scroll} role="tabpanel" aria-label={names[tab]}>
        {tab === 'blocks' && <Palette />}
        {tab === 'saved' && <Saved document={document} />}
        {tab === 'outline' && <Outline document={document} />}
      </div>
    </aside>
  );
}
