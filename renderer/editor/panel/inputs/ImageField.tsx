import { Button, FileButton, Modal, TextInput } from '@mantine/core';
import { IconLibraryPhoto, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { queryClient } from '../../../connection/query-client.ts';
import { SMALL_ICON } from '../../../ui/icons.ts';
import { Library } from '../../images/Library.tsx';
import { mediaQuery } from '../../images/media-query.ts';
import { PlayMark } from '../../images/PlayMark.tsx';
import { ACCEPTED, base64Of, problemWithFile, shownAt } from './image-file.ts';
import type { InputProps } from './input.ts';
import classes from './inputs.module.css';
import { useTyped } from './use-typed.ts';

/** A picture: dropped, uploaded, taken from the library, or by its address on the web. */
export function ImageField({ field, labelId, value, onChange }: InputProps) {
  const source = typeof value === 'string' ? value : '';
  const fromLibrary = source.startsWith('media:');
  const [over, setOver] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const typed = useTyped({ value: fromLibrary ? '' : source, onChange });
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const problem = problemWithFile(file);
      if (problem) throw new Error(problem);
      return api.media.add({ fileName: file.name, data: await base64Of(file) });
    },
    onSuccess: async ({ id }) => {
      onChange(`media:${id}`);
      await queryClient.invalidateQueries(mediaQuery);
    },
  });
  const take = (file: File | null | undefined) => {
    if (file) upload.mutate(file);
  };

  return (
    <fieldset className={classes.image} aria-labelledby={labelId}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the button below does the same */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        {source ? <img src={shownAt(source)} alt="" /> : 'Drop a picture here'}
      </div>
      <div className={classes.buttons}>
        <FileButton accept={ACCEPTED} onChange={take}>
          {(props) => (
            <Button {...props} size="xs" loading={upload.isPending} leftSection={<IconUpload {...SMALL_ICON} />}>
              Upload
            </Button>
          )}
        </FileButton>
        <Button size="xs" leftSection={<IconLibraryPhoto {...SMALL_ICON} />} onClick={() => setChoosing(true)}>
          Library
        </Button>
        {source && (
          <Button size="xs" variant="subtle" onClick={() => onChange('')}>
            Take out
          </Button>
        )}
      </div>
      {field.mark === 'play' && fromLibrary && (
        <PlayMark id={source.slice('media:'.length)} onDone={(id) => onChange(`media:${id}`)} />
      )}
      <TextInput
        aria-label={`${field.label}: address on the web`}
        placeholder={fromLibrary ? 'from the library' : 'or https://…'}
        inputMode="url"
        value={typed.text}
        error={typed.error}
        onBlur={() => {
          // An empty input under a picture of the library is not a wish for no picture.
          if (!(fromLibrary && typed.text === '')) typed.onBlur();
        }}
        onChange={(event) => typed.type(event.currentTarget.value)}
      />
      <Modal opened={choosing} onClose={() => setChoosing(false)} title="Pictures" size="xl">
        <Library
          onChoose={(id) => {
            onChange(`media:${id}`);
            setChoosing(false);
          }}
        />
      </Modal>
    </fieldset>
  );
}
