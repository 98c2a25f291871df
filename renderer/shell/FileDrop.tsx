import { IconFileImport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { importAsCampaign, isDesign } from '../campaigns/templates/import-design.ts';
import { chooseFile, isTable } from '../imports/chosen-file.ts';
import { toastError } from '../ui/toasts.ts';
import classes from './FileDrop.module.css';

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/** Whether a place on the screen takes files itself, such as the editor takes images. It is marked `data-takes-files`. */
const isTaken = (event: DragEvent) => event.target instanceof Element && event.target.closest('[data-takes-files]') !== null;

/** A file of contacts may be dropped anywhere on the window. */
export function FileDrop() {
  const navigate = useNavigate();
  const [over, setOver] = useState(false);

  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      const taken = isTaken(event);
      if (!taken) {
        // Without this the browser would open the file in place of the app.
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      }
      setOver(!taken);
    };
    const leave = (event: DragEvent) => {
      // Only leaving the window has nowhere that it goes to.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!holdsFiles(event) || event.defaultPrevented || isTaken(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const file = files[0];
      if (!file) return;
      if (files.length > 1) return toastError('One file at a time, please: each has its own columns.');
      if (isDesign(file)) {
        importAsCampaign(file).then(({ id }) => navigate({ to: '/campaigns/$id/design', params: { id } }), toastError);
        return;
      }
      if (!isTable(file))
        return toastError(`${file.name} is not a table. Contacts come from spreadsheets, CSV or text files, and vCards.`);
      chooseFile(file);
      void navigate({ to: '/contacts/import' });
    };
    window.addEventListener('dragenter', drag);
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', drag);
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [navigate]);

  // A frame that shows an email would swallow the drag.
  useEffect(() => {
    document.body.toggleAttribute('data-dragging-files', over);
  }, [over]);

  if (!over) return null;
  return (
    <div className={classes.overlay} role="status">
      <div className={classes.inside}>
        <IconFileImport size={34} stroke={1.2} aria-hidden />
        <div className={classes.title}>Drop to import contacts or a design</div>
        <div className="dim">
          A spreadsheet, CSV or vCard file with people, which you see before anything changes; or an HTML or MJML file, or a zip
          of one, which becomes a campaign.
        </div>
      </div>
    </div>
  );
}
