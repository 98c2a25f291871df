import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, uploadFile } from '../api.ts';
import { acceptedTypes } from './chosen-file.ts';

/** Goes on with an import that was cut off; where its file is not there any more, it can be given again. */
export function GoOnButton({ id }: { id: string }) {
  const input = useRef<HTMLInputElement>(null);
  const goOn = useMutation({
    mutationFn: async (file: File | null) => api.imports.resume({ id, ...(file ? { file: await uploadFile(file) } : {}) }),
    meta: { quiet: true },
  });
  return (
    <>
      <Button variant="filled" loading={goOn.isPending} onClick={() => goOn.mutate(null)}>
        Go on
      </Button>
      {goOn.error && (
        <>
          <Button onClick={() => input.current?.click()}>Choose the file</Button>
          <input
            ref={input}
            type="file"
            hidden
            aria-label="The file of this import"
            accept={acceptedTypes}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file) goOn.mutate(file);
            }}
          />
          <span role="alert" style={{ color: 'var(--bad)', alignSelf: 'center' }}>
            {goOn.error.message}
          </span>
        </>
      )}
    </>
  );
}
