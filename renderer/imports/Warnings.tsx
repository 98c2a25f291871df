import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportResult, WarningKind } from '#shared/rpc/imports.ts';
import { api, downloadText } from '../api.ts';
import { plural } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { Pills } from '../ui/Pills.tsx';
import { Section } from '../ui/Section.tsx';
import { WarningsTable } from './WarningsTable.tsx';

const kinds: { kind: WarningKind; count: (result: ImportResult) => number; label: string; meaning: string }[] = [
  {
    kind: 'corrected',
    count: ({ corrected }) => corrected,
    label: 'Typos corrected',
    meaning: 'The address in the file had an obvious typo, and the person was taken with the address that was meant.',
  },
  {
    kind: 'role',
    count: ({ roles }) => roles,
    label: 'Offices, not persons',
    meaning: 'Several people may read such an address, and one of them may not want your mail.',
  },
];

/** Rows that were taken and of which something should be known, to look through and to download. */
export function Warnings({ result }: { result: ImportResult }) {
  const present = kinds.filter(({ count }) => count(result) > 0);
  const [chosen, setChosen] = useState<WarningKind | null>(null);
  const download = useMutation({
    mutationFn: () => api.imports.warningsFile({ id: result.id }),
    onSuccess: ({ fileName, text }) => downloadText(fileName, text),
  });
  const shown = present.find(({ kind }) => kind === chosen) ?? present[0];
  if (!shown) return null;
  return (
    <Section
      title={`${plural(result.corrected + result.roles, 'warning')}`}
      aside={
        <Button onClick={() => download.mutate()} loading={download.isPending} leftSection={<IconDownload {...ICON} />}>
          Download the warnings
        </Button>
      }
    >
      <Pills
        label="Which warnings are shown"
        pills={present.map(({ kind, label, count }) => ({ value: kind, label, count: count(result) }))}
        value={shown.kind}
        onChange={setChosen}
      />
      <div className="dim" style={{ paddingBottom: 6 }}>
        {shown.meaning}
      </div>
      <WarningsTable key={shown.kind} id={result.id} kind={shown.kind} />
    </Section>
  );
}
