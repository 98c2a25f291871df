import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Block } from '#shared/content/document.ts';
import { changeGuise } from '../actions/change-guise.ts';
import { useEditor } from '../store/context.ts';
import { ConditionDialog } from './ConditionDialog.tsx';
import classes from './conditions.module.css';

/** Who gets to see a block, and the way to change it. */
export function ShownTo({ block }: { block: Block }) {
  const perform = useEditor((state) => state.perform);
  const [opened, { open, close }] = useDisclosure();
  const { id, when } = block;
  return (
    <section className={classes.shown} aria-label="Who sees it">
      <h3 className="eyebrow">Who sees it</h3>
      <p className={when ? undefined : 'dim'}>{when ? `Only ${when.label}` : 'Everybody who gets the message.'}</p>
      <div className={classes.buttons}>
        <Button size="xs" onClick={open}>
          {when ? 'Change who' : 'Only some…'}
        </Button>
        {when && (
          <Button size="xs" variant="subtle" onClick={() => perform(changeGuise, { ids: [id], change: { when: null } })}>
            Everybody
          </Button>
        )}
      </div>
      {opened && (
        <ConditionDialog
          condition={when}
          onClose={close}
          onSave={(condition) => {
            perform(changeGuise, { ids: [id], change: { when: condition } });
            close();
          }}
        />
      )}
    </section>
  );
}
