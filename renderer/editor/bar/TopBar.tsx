import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconChevronLeft } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { ICON } from '../../ui/icons.ts';
import { shortcutText } from '../../ui/Shortcut.tsx';
import { toastError } from '../../ui/toasts.ts';
import { changeName } from '../actions/change-name.ts';
import { useEditor, useSession } from '../store/context.ts';
import { draftIn } from '../store/store.ts';
import { VersionsButton } from '../versions/VersionsButton.tsx';
import { WayMenu } from '../writing/WayMenu.tsx';
import { ModeToggle } from './ModeToggle.tsx';
import { PersonChooser } from './PersonChooser.tsx';
import { SavedWord } from './SavedWord.tsx';
import { TestButton } from './TestButton.tsx';
import classes from './TopBar.module.css';

export function TopBar({ editable }: { editable: boolean }) {
  const { campaign, autosave } = useSession();
  const navigate = useNavigate();
  const name = useEditor((state) => draftIn(state).name);
  const perform = useEditor((state) => state.perform);
  const undo = useEditor((state) => state.undo);
  const redo = useEditor((state) => state.redo);
  const canUndo = useEditor((state) => state.history.past.length > 0);
  const canRedo = useEditor((state) => state.history.future.length > 0);

  const review = async () => {
    if (!(await autosave.flush())) {
      toastError(new Error('The last changes are not saved yet, so there is nothing complete to review.'));
      return;
    }
    await navigate({ to: '/campaigns/$id/review', params: { id: campaign.id } });
  };

  return (
    <header className={classes.bar}>
      <ActionIcon
        aria-label="Back to the campaign"
        onClick={() => void navigate({ to: '/campaigns/$id/audience', params: { id: campaign.id } })}
      >
        <IconChevronLeft {...ICON} />
      </ActionIcon>
      <input
        className={classes.name}
        aria-label="Name of the campaign"
        readOnly={!editable}
        value={name}
        maxLength={200}
        placeholder="Untitled campaign"
        size={Math.min(40, Math.max(8, name.length))}
        onChange={(event) => perform(changeName, { name: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {editable && <SavedWord />}
      <div className={classes.push}>
        {editable && (
          <div className={classes.pair}>
            <Tooltip label={`Undo  ${shortcutText('mod+Z')}`}>
              <ActionIcon aria-label="Undo" disabled={!canUndo} onClick={undo}>
                <IconArrowBackUp {...ICON} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={`Redo  ${shortcutText('shift+mod+Z')}`}>
              <ActionIcon aria-label="Redo" disabled={!canRedo} onClick={redo}>
                <IconArrowForwardUp {...ICON} />
              </ActionIcon>
            </Tooltip>
          </div>
        )}
        {editable && <WayMenu />}
        {editable && <VersionsButton />}
        <ModeToggle />
        <PersonChooser />
        {editable && (
          <>
            <TestButton />
            <Button variant="filled" onClick={() => void review()}>
              Review
            </Button>
          </>
        )}
      </div>
    </header>
  );
}
