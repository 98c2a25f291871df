import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ImportResult as Result } from '#shared/rpc/imports.ts';
import { api, downloadText } from '../api.ts';
import { duration, number, plural } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Section } from '../ui/Section.tsx';
import { ImportFigures } from './ImportFigures.tsx';
import classes from './ImportResult.module.css';
import { RejectsTable } from './RejectsTable.tsx';

/** The account of an import: every row is in one of the figures, and the rejected ones say why. */
export function ImportResult({ result }: { result: Result }) {
  const download = useMutation({
    mutationFn: () => api.imports.rejectsFile({ id: result.id }),
    onSuccess: ({ fileName, text }) => downloadText(fileName, text),
  });
  return (
    <div className={classes.page}>
      <p className={`${classes.summary} dim num`}>{summary(result)}</p>
      <ImportFigures result={result} />
      <div className={classes.actions}>
        {result.listId ? (
          <LinkButton variant="filled" to="/contacts" search={{ list: result.listId }}>
            Show the people of “{result.listName}”
          </LinkButton>
        ) : (
          <LinkButton variant="filled" to="/contacts">
            Show all people
          </LinkButton>
        )}
        <LinkButton to="/contacts/import">Import another file</LinkButton>
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
    </div>
  );
}

function summary({ state, error, rows, startedAt, finishedAt, listName }: Result): string {
  const took = finishedAt === null ? '' : ` in ${duration(finishedAt - startedAt)}`;
  const into = listName ? ` into ${listName}` : '';
  switch (state) {
    case 'failed':
      return `Stopped after ${plural(rows, 'row')}: ${error} What was read before stays.`;
    case 'cancelled':
      return `Stopped by you after ${plural(rows, 'row')}. What was read before stays.`;
    case 'interrupted':
      return `Letterpress was closed after ${plural(rows, 'row')}. Import the file again to read the rest: nobody is counted twice.`;
    default:
      return `${number(rows)} ${rows === 1 ? 'row' : 'rows'} read${into}${took}. Each is in one of these figures.`;
  }
}
