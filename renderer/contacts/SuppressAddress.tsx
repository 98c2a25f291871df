import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { SuppressionsAdded } from '#shared/rpc/suppressions.ts';
import { type SuppressionReason, suppressionReason } from '#shared/schema/words.ts';
import { api, downloadText, uploadFile } from '../api.ts';
import { number, plural } from '../ui/format.ts';
import { SidePanel } from '../ui/SidePanel.tsx';
import classes from './AddContact.module.css';

const labels: Record<SuppressionReason, string> = {
  unsubscribed: 'They want no more mail',
  bounced: 'Their mailbox is gone',
  complained: 'They complained',
  blocked: 'We decided so',
};
const reasons = suppressionReason.options.map((value) => ({ value: value as string, label: labels[value] }));

/** Addresses and domains that a person decides never to mail: one, many, or a file of them. */
export function SuppressAddress({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const file = useRef<HTMLInputElement>(null);
  const form = useForm({
    initialValues: { text: '', reason: 'blocked' as SuppressionReason, evidence: '' },
    validate: { text: (value) => (value.trim() ? null : 'An address like anna@example.com, or a domain like example.com') },
  });
  const refresh = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => ['contacts', 'suppressions'].includes(String(queryKey[0])) });
  const add = useMutation({
    mutationFn: (values: typeof form.values) => api.suppressions.add(values),
    meta: { quiet: true },
    onSuccess: ({ rows, rejected, rejects }) => {
      // A single one is either in or wrong; of many the account says what became of each.
      if (rows === 1 && rejected === 1) form.setErrors({ text: rejects[0]?.reason ?? '' });
      else form.setFieldValue('text', '');
    },
    onError: (error) => form.setErrors({ text: error.message }),
    onSettled: refresh,
  });
  const read = useMutation({
    mutationFn: async (chosen: File) => {
      const { reason, evidence } = form.values;
      return api.suppressions.importFile({ file: await uploadFile(chosen), reason, evidence });
    },
    onSettled: refresh,
  });
  const last = read.isSuccess && read.submittedAt > add.submittedAt ? read.data : add.data;
  const busy = add.isPending || read.isPending;
  return (
    <SidePanel title="Suppress" label="Suppress addresses or domains" onClose={onClose}>
      <form className={classes.form} onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <div className="dim">
          Nothing is ever sent to them, also when a later file or form brings them in again. A domain covers every address of it
          and of its sub-domains.
        </div>
        <Textarea
          label="Addresses or domains"
          description="One or many: one on a line, or with commas between them"
          placeholder={'anna@example.com\nexample.org'}
          autosize
          minRows={3}
          maxRows={10}
          autoFocus
          spellCheck={false}
          {...form.getInputProps('text')}
        />
        <Select label="Reason" data={reasons} allowDeselect={false} {...form.getInputProps('reason')} />
        <TextInput label="What it rests on" placeholder="Asked on the phone" {...form.getInputProps('evidence')} />
        <Button type="submit" variant="filled" loading={add.isPending} disabled={busy}>
          Never mail them
        </Button>
        <Button loading={read.isPending} disabled={busy} onClick={() => file.current?.click()}>
          Take them from a file…
        </Button>
        <div className="faint small">
          A CSV or text file with one address or domain in a row. A column that says “bounced”, “unsubscribed”, “complained” or
          “blocked” is understood.
        </div>
        <input
          ref={file}
          type="file"
          hidden
          aria-label="File of addresses and domains"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (chosen) read.mutate(chosen);
          }}
        />
      </form>
      {last && !form.errors['text'] && <Account account={last} />}
    </SidePanel>
  );
}

/** What became of each line. */
function Account({ account }: { account: SuppressionsAdded }) {
  const { rows, added, known, raised, rejected, rejects } = account;
  const parts = [
    `${number(added)} added`,
    known > 0 && `${number(known)} suppressed already`,
    raised > 0 && `${number(raised)} with a graver reason now`,
    rejected > 0 && `${number(rejected)} not understood`,
  ].filter(Boolean);
  return (
    <div role="status" style={{ paddingTop: 18 }}>
      <b className="num">{plural(rows, 'entry', 'entries')}:</b> <span className="num">{parts.join(', ')}.</span>
      {rejects.length > 0 && (
        <>
          <ul className="small dim" style={{ paddingLeft: 18 }}>
            {rejects.slice(0, 8).map(({ line, text, reason }) => (
              <li key={`${line} ${text}`}>
                Line {line}, “{text}”: {reason}
              </li>
            ))}
          </ul>
          <Button
            size="xs"
            onClick={() =>
              downloadText(
                'Not suppressed.csv',
                rejects
                  .map((row) =>
                    [String(row.line), row.text, row.reason].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','),
                  )
                  .join('\r\n'),
              )
            }
          >
            Download them
          </Button>
        </>
      )}
    </div>
  );
}
