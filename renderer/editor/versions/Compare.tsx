import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Version, VersionDraft } from '#shared/rpc/versions.ts';
import { api } from '../../api.ts';
import { EmailFrame } from '../../campaigns/preview/EmailFrame.tsx';
import { filledIn } from '../../campaigns/preview/filled-in.ts';
import { toast } from '../../ui/toasts.ts';
import { useDraft, useEditor, useSession } from '../store/context.ts';
import { versionQuery } from './queries.ts';
import { restoreVersion } from './restore-version.ts';
import classes from './versions.module.css';
import { shortened, wordDiff } from './word-diff.ts';
import { nameOf } from './words.ts';

const NOW = 'now';

/** A version beside what is there now, or beside another: how both look, and what changed in words. */
export function Compare({ version, versions, onRestored }: { version: Version; versions: Version[]; onRestored: () => void }) {
  const perform = useEditor((state) => state.perform);
  const { subject, preheader, document } = useDraft();
  const [other, setOther] = useState(NOW);
  const older = useQuery(versionQuery(version.id)).data?.draft ?? null;
  const theirs = useQuery({ ...versionQuery(other), enabled: other !== NOW }).data?.draft ?? null;
  const newer = other === NOW ? { subject, preheader, document } : theirs;
  const [before, after] = [useLook(version.id, older), useLook(other, newer)];
  const name = nameOf(version);
  return (
    <div className={classes.compare}>
      <div className={classes.pages}>
        <figure>
          <figcaption>
            <strong>{name}</strong>
            <Button
              size="xs"
              variant="filled"
              disabled={!older}
              onClick={() => {
                if (!older) return;
                perform(restoreVersion, { draft: older, name });
                toast(`“${name}” is back. Undo takes it away again.`);
                onRestored();
              }}
            >
              Restore
            </Button>
          </figcaption>
          <div className={classes.page}>{before && <EmailFrame title={name} html={filledIn(before.html)} library />}</div>
        </figure>
        <figure>
          <figcaption>
            <NativeSelect
              aria-label="Compare with"
              size="xs"
              value={other}
              onChange={(event) => setOther(event.currentTarget.value)}
              data={[
                { value: NOW, label: 'What is there now' },
                ...versions.filter(({ id }) => id !== version.id).map((one) => ({ value: one.id, label: nameOf(one) })),
              ]}
            />
          </figcaption>
          <div className={classes.page}>
            {after && <EmailFrame title="The other version" html={filledIn(after.html)} library />}
          </div>
        </figure>
      </div>
      {before && after && older && newer && <Changes older={[older, before.text]} newer={[newer, after.text]} />}
    </div>
  );
}

/** How a version is sent, without anybody's facts in it. */
function useLook(key: string, draft: VersionDraft | null) {
  const { campaign } = useSession();
  return useQuery({
    queryKey: ['content', 'version', key, draft],
    queryFn: ({ signal }) =>
      draft
        ? api.content.render({ ...draft, brandId: campaign.brandId }, { signal })
        : Promise.reject(new Error('There is none yet.')),
    enabled: draft !== null,
  }).data;
}

type Side = [draft: VersionDraft, text: string];

function Changes({ older, newer }: { older: Side; newer: Side }) {
  const rows = [
    { label: 'Subject', runs: wordDiff(older[0].subject, newer[0].subject) },
    { label: 'Preheader', runs: wordDiff(older[0].preheader, newer[0].preheader) },
    { label: 'Message', runs: wordDiff(older[1], newer[1]) },
  ].filter(({ runs }) => runs.some((run) => run.in !== 'both'));
  const looks = rows.length === 0 && JSON.stringify(older[0].document) !== JSON.stringify(newer[0].document);
  return (
    <section className={classes.changes} aria-label="What changed in words">
      <h3 className="eyebrow">What changed in words</h3>
      {rows.length === 0 && <p className="faint">{looks ? 'No word: only how it looks.' : 'Nothing: both are the same.'}</p>}
      {rows.map(({ label, runs }) => (
        <p key={label} className={classes.change}>
          <span className="faint small">{label}</span>
          <span>
            {shortened(runs).map((run, index) => {
              const key = `${index} ${run.in}`;
              if (run.in === 'both') return <span key={key}>{run.text}</span>;
              return run.in === 'old' ? <del key={key}>{run.text}</del> : <ins key={key}>{run.text}</ins>;
            })}
          </span>
        </p>
      ))}
    </section>
  );
}
