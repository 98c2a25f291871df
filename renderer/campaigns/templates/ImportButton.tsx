import { Button, FileButton } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { SMALL_ICON } from '../../ui/icons.ts';
import { DESIGN_FILES } from './import-design.ts';

/** Chooses a design from elsewhere. */
export function ImportButton({ label, loading, onFile }: { label: string; loading: boolean; onFile: (file: File) => void }) {
  return (
    <FileButton accept={DESIGN_FILES} onChange={(file) => file && onFile(file)} inputProps={{ 'aria-label': label }}>
      {(props) => (
        <Button {...props} loading={loading} leftSection={<IconFileImport {...SMALL_ICON} />}>
          {label}
        </Button>
      )}
    </FileButton>
  );
}
