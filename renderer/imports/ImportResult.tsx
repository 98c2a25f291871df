import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ImportResult as Result } from '#shared/rpc/imports.ts';
import { api, downloadText } from '../api.ts';
import { dateTime, duration, number, people, plural } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Section } from '../ui/Section.tsx';
import { GoOnButton } from './GoOnButton.tsx';
import { ImportFigures } from './ImportFigures.tsx';
import classes from './ImportResult.module.css';
import { RejectsTable } from './RejectsTable.tsx';
import { UndoButton } from './UndoButton.tsx';
import { Warnings } from './Warnings.tsx';
import { WatchButton } from './WatchButton.tsx';

/** The account of an import: every row is in one of the figures, and the rejected ones say why. */
export function ImportResult({ result }: { result: Result }) {
  const download = useMutation({
    mutationFn: () => api.imports.rejectsFile({ id: result.id }),
    onSuccess: ({ fileName, text }) => downloadText(fileName, text),
  });
  const notes = notesOn(result);
  return (
    <div className={classes.page}>
      <p className={`${classes.summary} dim num`}>{summary(result)}</p>
      <ImportFigures result={result} />
      {notes.length > 0 && <p className={`${classes.notes} dim num`}>{notes.join(' ')}</p>}
      <div className={classes.actions}>
        {result.undo === '' && result.state !== 'finished' && <GoOnButton id={result.id} />}
        {result.undo === '' && <PeopleButton result={result} />}
        <LinkButton to="/contacts/import">Import another file</LinkButton>
        {result.undo === '' && result.listId !== null && <WatchButton id={result.id} />}
        {result.undo === '' && result.slices > 0 && <UndoButton result={result} />}
      </div>
      {result.rejected > 0 && (
        <Section
          title={plural(result.rejected, 'rejected row')}
          aside={
            <Button onClick={() => download.mutate()} loading={download.isPending} leftSection={<IconDownload {...ICON} />}>
              Download the rejected rows
            </Button>
          }
        >
          <div className="dim" style={{ paddingBottom: 6 }}>
            Mend them in the file and import that: who is known already is not counted twice.
          </div>
          <RejectsTable id={result.id} />
        </Section>
      )}
      <Warnings result={result} />
    </div>
  );
}

function PeopleButton({ result }: { result: Result }) {
  const variant = result.state === 'finished' ? 'filled' : 'default';
  return result.listId ? (
    <LinkButton variant={variant} to="/contacts" search={{ list: result.listId }}>
      Show the people of “{result.listName}”
    </LinkButton>
  ) : (
    <LinkButton variant={variant} to="/contacts">
      Show all people
    </LinkButton>
  );
}

/** What the figures alone do not say. */
function notesOn({ repeated, keptBack }: Result): string[] {
  const notes = [];
  if (repeated > 0) notes.push(`${plural(repeated, 'row')} had an address that stands further up in the file, too.`);
  if (keptBack > 0)
    notes.push(
      `${people(keptBack)} whom the file calls subscribed ${keptBack === 1 ? 'receives' : 'receive'} nothing: they had unsubscribed, bounced or complained here before.`,
    );
  return notes;
}

function summary(result: Result): string {
  const { state, undo, undoneAt, undoKept, error, rows, startedAt, finishedAt, listName } = result;
  if (undo === 'undone') {
    const when = undoneAt === null ? '' : ` on ${dateTime(undoneAt)}`;
    const stayed =
      undoKept > 0
        ? `${people(undoKept)} ${undoKept === 1 ? 'was' : 'were'} changed after the import; their later values stay.`
        : 'All is as it was before.';
    return `Undone${when}. ${stayed} These figures say what the import had done.`;
  }
  const took = finishedAt === null ? '' : ` in ${duration(finishedAt - startedAt)}`;
  const into = listName ? ` into ${listName}` : '';
  switch (state) {
    case 'failed':
      return `Stopped after ${plural(rows, 'row')}: ${error} ${whatNow(result)}`;
    case 'cancelled':
      return `Stopped by you after ${plural(rows, 'row')}. ${whatNow(result)}`;
    case 'interrupted':
      return `Letterpress was closed after ${plural(rows, 'row')}. ${whatNow(result)}`;
    default:
      return `${number(rows)} ${rows === 1 ? 'row' : 'rows'} read${into}${took}. Each is in one of these figures.`;
  }
}

/** An import that did not come to its end needs its file to go on, and nothing to be undone. */
const whatNow = ({ slices, fileName }: Result): string =>
  slices > 0
    ? `What was read before stays. Go on where it stopped, as long as you have ${fileName}, or undo what is in.`
    : `Nothing of it is in. Go on, as long as you have ${fileName}.`;
