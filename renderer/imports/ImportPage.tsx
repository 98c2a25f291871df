import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { useStream } from '../connection/use-stream.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { ImportResult } from './ImportResult.tsx';
import { StateChip } from './StateChip.tsx';
import { UndoProgress } from './UndoProgress.tsx';

/** One import: how far it is, then what became of every row. */
export function ImportPage({ id }: { id: string }) {
  const { data } = useQuery({ queryKey: ['imports', 'one', id], queryFn: ({ signal }) => api.imports.get({ id }, { signal }) });
  const works = data?.state === 'running' || data?.undo === 'undoing';
  const live = useStream(works ? id : null, (signal) => api.imports.watch({ id }, { signal }));
  const current = works ? (live ?? data) : data;
  return (
    <Page
      title={current ? `Import of ${current.fileName}` : 'Import'}
      back={{ to: '/contacts/imports', label: 'Back to imports' }}
      count={current && <StateChip state={current.state} undo={current.undo} />}
    >
      {!current ? (
        <Loading />
      ) : current.state === 'running' ? (
        <ImportProgress progress={current} />
      ) : current.undo === 'undoing' ? (
        <UndoProgress progress={current} />
      ) : (
        <ImportResult result={current} />
      )}
    </Page>
  );
}
