import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Watched } from '#shared/rpc/imports.ts';
import { api } from '../api.ts';
import { Chip } from '../ui/Chip.tsx';
import { number, plural } from '../ui/format.ts';
import { Section } from '../ui/Section.tsx';
import { When } from '../ui/When.tsx';
import classes from './WatchedFiles.module.css';

/** Files and folders that are watched. What has changed is told as what it would come to; a person says whether it does. */
export function WatchedFiles() {
  const { data: watches = [] } = useQuery({
    queryKey: ['imports', 'watches'],
    queryFn: ({ signal }) => api.imports.watches({}, { signal }),
  });
  if (watches.length === 0) return null;
  return (
    <div className={classes.all}>
      <Section title="Watched" aside="Nothing is imported before you say so.">
        {watches.map((watch) => (
          <Watch key={watch.id} watch={watch} />
        ))}
      </Section>
    </div>
  );
}

function Watch({ watch }: { watch: Watched }) {
  const stop = useMutation({ mutationFn: () => api.imports.unwatch({ id: watch.id }) });
  return (
    <div className={classes.watch}>
      <div className={classes.head}>
        <span className={classes.path} title={watch.path}>
          {watch.path}
        </span>
        <span className="dim">
          into {watch.listName || 'a list that was removed'}, as {watch.fileName}
        </span>
        {watch.missing && <Chip tone="warn">Not there at present</Chip>}
        {!watch.missing && watch.files.length === 0 && <span className="faint">Nothing new</span>}
        <Button size="xs" className={classes.stop} onClick={() => stop.mutate()} loading={stop.isPending}>
          Stop watching
        </Button>
      </div>
      {watch.files.map((file) => (
        <ChangedFile key={`${file.name} ${file.changedAt} ${file.bytes}`} id={watch.id} file={file} />
      ))}
    </div>
  );
}

function ChangedFile({ id, file }: { id: string; file: Watched['files'][number] }) {
  const navigate = useNavigate();
  const { name, bytes, changedAt } = file;
  // Asked once for each state of the file: their first word is no topic, or each announcement would read it again.
  const { data: outcome, error } = useQuery({
    queryKey: ['watched-file', id, name, bytes, changedAt],
    queryFn: ({ signal }) => api.imports.tryWatched({ id, name }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    throwOnError: false,
  });
  const start = useMutation({
    mutationFn: () => api.imports.startWatched({ id, name }),
    onSuccess: (started) => navigate({ to: '/imports/$id', params: { id: started.id } }),
  });
  const aside = useMutation({ mutationFn: () => api.imports.setAside({ id, name }) });
  const some = outcome !== undefined && outcome.imported + outcome.updated > 0;
  return (
    <div className={classes.file}>
      <b>{name}</b>
      <span className="dim">
        <When at={changedAt} as="dateTime" />
      </span>
      <span className="num" role="status">
        {error
          ? error.message
          : outcome
            ? `${number(outcome.imported)} new, ${number(outcome.updated)} changed, ${number(outcome.unchanged)} the same, ${number(outcome.rejected)} rejected of ${plural(outcome.rows, 'row')}`
            : 'Reading it…'}
      </span>
      <span className={classes.stop}>
        <Button size="xs" variant="filled" disabled={!some} onClick={() => start.mutate()} loading={start.isPending}>
          Import these
        </Button>{' '}
        <Button size="xs" onClick={() => aside.mutate()} loading={aside.isPending}>
          Set aside
        </Button>
      </span>
    </div>
  );
}
