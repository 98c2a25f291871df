import { memo, useDeferredValue, useEffect } from 'react';
import { ConflictBar } from './bar/ConflictBar.tsx';
import { TopBar } from './bar/TopBar.tsx';
import { blocksIn } from './blocks.ts';
import { Canvas } from './canvas/Canvas.tsx';
import { useRendered } from './canvas/use-rendered.ts';
import { Drag } from './drag.tsx';
import classes from './editor.module.css';
import { KEYS_IN_SHORT } from './keys.ts';
import { Side } from './palette/Side.tsx';
import { Panel } from './panel/Panel.tsx';
import { useEditor, useSession } from './store/context.ts';
import { draftIn } from './store/store.ts';
import { useHistoryKeys } from './use-keys.ts';
import { SourceEditor } from './writing/SourceEditor.tsx';
import { SwitchNotice } from './writing/SwitchNotice.tsx';

const CalmBar = memo(TopBar);
const CalmSide = memo(Side);
const CalmPanel = memo(Panel);

/** The rooms of the editor around one draft. */
export function Editor() {
  const { campaign } = useSession();
  const name = useEditor((state) => draftIn(state).name);
  const blocks = useEditor((state) => blocksIn(draftIn(state).document));
  const said = useEditor((state) => state.said);
  const { rendering, error } = useRendered();
  const historyKeys = useHistoryKeys();
  useWarning();
  const editable = campaign.status === 'draft';
  // What stands beside the page may follow a moment later, so that the page comes first.
  const rendered = useDeferredValue(rendering?.rendered ?? null);
  const listed = useDeferredValue(blocks);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: undo and redo are heard from anything inside
    <div className={classes.editor} onKeyDown={editable ? historyKeys : undefined}>
      <h1 className="unseen">Design: {name}</h1>
      <CalmBar editable={editable} />
      <ConflictBar />
      {editable && <SwitchNotice />}
      {!editable && (
        <p className={classes.notice}>
          {campaign.status === 'scheduled'
            ? 'This campaign is scheduled. Take it off the schedule to change its design.'
            : 'This campaign has gone out, so its design stays as it was. Duplicate it to send something like it.'}
        </p>
      )}
      <Drag>
        <div className={classes.rooms} data-source={(editable && !blocks) || undefined} data-still={!editable || undefined}>
          {editable && (blocks ? <CalmSide document={listed ?? blocks} /> : <SourceEditor rendered={rendered} />)}
          <Canvas rendering={rendering} error={error} editable={editable} />
          {editable && <CalmPanel rendered={rendered} />}
        </div>
      </Drag>
      <p id="editor-keys" className="unseen">
        {KEYS_IN_SHORT}
      </p>
      <p className="unseen" role="log" aria-live="polite">
        {said}
      </p>
    </div>
  );
}

/** The window asks before it closes over edits that could not be written; a hidden one writes at once. */
function useWarning(): void {
  const { autosave } = useSession();
  useEffect(() => {
    const closing = (event: BeforeUnloadEvent) => {
      if (!autosave.pending()) return;
      void autosave.flush();
      event.preventDefault();
    };
    const hidden = () => {
      if (window.document.visibilityState === 'hidden') void autosave.flush();
    };
    window.addEventListener('beforeunload', closing);
    window.document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('beforeunload', closing);
      window.document.removeEventListener('visibilitychange', hidden);
    };
  }, [autosave]);
}
