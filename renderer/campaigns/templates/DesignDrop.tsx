import { type DragEvent, type ReactNode, useState } from 'react';
import classes from './templates.module.css';

/** A place that takes a design from elsewhere when its file is dropped here. */
export function DesignDrop({ onFile, children }: { onFile: (file: File) => void; children: ReactNode }) {
  const [over, setOver] = useState(false);
  const holds = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button beside it does the same by keyboard
    <div
      className={classes.drop}
      data-takes-files
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!holds(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false); // a node, or nothing
      }}
      onDrop={(event) => {
        if (!holds(event)) return;
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
    >
      {children}
      {over && <div className={classes.over}>Drop an HTML, MJML or Markdown file, or a zip with its pictures</div>}
    </div>
  );
}
