import { Button, FileButton, NumberInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { ACCEPTED, base64Of, problemWithFile, shownAt } from '../../editor/panel/inputs/image-file.ts';
import { SMALL_ICON } from '../../ui/icons.ts';
import classes from './Look.module.css';

type Props = { value: string; width: number; onChange: (source: string) => void; onWidth: (width: number) => void };

/** The picture that stands for the brand. It goes into the library of pictures. */
export function LogoField({ value, width, onChange, onWidth }: Props) {
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const problem = problemWithFile(file);
      if (problem) throw new Error(problem);
      return api.media.add({ fileName: file.name, data: await base64Of(file) });
    },
    onSuccess: ({ id }) => onChange(`media:${id}`),
  });
  return (
    <fieldset className={classes.set}>
      <legend className="eyebrow">Logo</legend>
      <div className={classes.logo}>
        {value ? <img src={shownAt(value)} alt="The logo as it is now" /> : <span className="faint">None yet</span>}
      </div>
      <div className={classes.logoSide}>
        <div className={classes.logoButtons}>
          <FileButton accept={ACCEPTED} onChange={(file) => file && upload.mutate(file)}>
            {(props) => (
              <Button {...props} size="xs" loading={upload.isPending} leftSection={<IconUpload {...SMALL_ICON} />}>
                Upload a logo
              </Button>
            )}
          </FileButton>
          {value && (
            <Button size="xs" variant="subtle" onClick={() => onChange('')}>
              Take out
            </Button>
          )}
        </div>
        <NumberInput
          label="Width"
          min={20}
          max={600}
          suffix=" px"
          allowDecimal={false}
          clampBehavior="blur"
          value={width}
          onChange={(next) => {
            if (typeof next === 'number' && next >= 20 && next <= 600) onWidth(next);
          }}
        />
        {upload.error && <p className={classes.error}>{upload.error.message}</p>}
      </div>
    </fieldset>
  );
}
