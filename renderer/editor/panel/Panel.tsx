import { Fragment, memo, useEffect, useState } from 'react';
import { findBlock } from '#shared/content/tree.ts';
import type { Rendered } from '#shared/rpc/content.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { blocksIn, faceOf } from '../blocks.ts';
import { LockedPart } from '../canvas/LockedPart.tsx';
import { ShownTo } from '../conditions/ShownTo.tsx';
import { Previews } from '../previews/Previews.tsx';
import { useDraft, useEditor } from '../store/context.ts';
import { selectedIn } from '../store/store.ts';
import { BlockForm } from './BlockForm.tsx';
import { useClients } from './CheckClients.tsx';
import { Checks } from './Checks.tsx';
import { checksOf } from './check-words.ts';
import { InboxLine } from './InboxLine.tsx';
import { PageForm } from './PageForm.tsx';
import classes from './panel.module.css';
import { SizeMeter } from './SizeMeter.tsx';

type Tab = 'block' | 'page' | 'checks';

// With each key one block changes, or none.
const Form = memo(BlockForm);
const Conditions = memo(ShownTo);
const Envelope = memo(InboxLine);
const Ways = memo(Previews);

export function Panel({ rendered }: { rendered: Rendered | null }) {
  const { document } = useDraft();
  const selected = useEditor(selectedIn);
  const [tab, setTab] = useState<Tab>('block');
  const blocks = blocksIn(document);
  const block = blocks && selected ? (findBlock(blocks, selected)?.block ?? null) : null;
  const [clients] = useClients();
  const checks = checksOf(rendered, clients);
  /** Hints are not counted: nothing has to be done about them. */
  const grave = checks.filter(({ level }) => level !== 'hint').length;

  useEffect(() => {
    if (selected) setTab('block');
  }, [selected]);

  return (
    <aside className={classes.panel} aria-label="Properties">
      {blocks && (
        <>
          <Tabs<Tab>
            label="Properties"
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'block', label: block ? faceOf(block.kind).label : 'Block' },
              { value: 'page', label: 'Page' },
              { value: 'checks', label: 'Checks', count: grave || undefined },
            ]}
          />
          <div
            className={classes.scroll}
            data-properties
            role="tabpanel"
            aria-label={tab === 'block' ? 'Block' : tab === 'page' ? 'Page' : 'Checks'}
          >
            {tab === 'block' &&
              (block ? (
                <Fragment key={block.id}>
                  <LockedPart document={blocks} id={block.id}>
                    <Form block={block} />
                    <Conditions block={block} />
                  </LockedPart>
                </Fragment>
              ) : (
                <p className="faint">Choose a block on the page to change how it looks.</p>
              ))}
            {tab === 'page' && <PageForm document={blocks} />}
            {tab === 'checks' && <Checks checks={checks} />}
          </div>
        </>
      )}
      {!blocks && (
        <div className={classes.scroll}>
          <Checks checks={checks} />
        </div>
      )}
      <div className={classes.foot}>
        <SizeMeter bytes={rendered?.bytes ?? null} images={rendered?.images ?? null} />
        <Envelope rendered={rendered} />
        <Ways />
      </div>
    </aside>
  );
}
