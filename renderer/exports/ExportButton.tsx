import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ExportWhatInput } from '#shared/rpc/exports.ts';
import { openExport } from './open-export.tsx';

/** Asks in which form, then writes the file and hands it over. */
export function ExportButton({ what, children, ...button }: ButtonProps & { what: ExportWhatInput; children: ReactNode }) {
  return (
    <Button {...button} onClick={() => openExport(what)}>
      {children}
    </Button>
  );
}
