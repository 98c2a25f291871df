import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Signing } from '#shared/rpc/domains.ts';
import { api } from '../../api.ts';
import { confirm } from '../../ui/confirm.tsx';
import classes from './Domain.module.css';

const words: Record<Signing, string> = {
  none: '',
  waiting: 'A key is made. Messages are signed with it as soon as a check finds its record in the DNS.',
  signing: 'Letterpress signs messages from this domain itself.',
  lost: 'The key of this domain is on another computer, so nothing is signed here. Delete it and make another.',
};

/** The key that Letterpress itself signs with: made here, or brought along. */
export function SigningKey({ brandId, signing, onDone }: { brandId: string; signing: Signing; onDone: () => void }) {
  const [importing, setImporting] = useState(false);
  const make = useMutation({ mutationFn: () => api.domains.makeKey({ brandId }), onSuccess: onDone });
  const remove = useMutation({ mutationFn: () => api.domains.removeKey({ brandId }), onSuccess: onDone });
  const askToRemove = async () => {
    const yes = await confirm({
      title: 'Delete the key?',
      body: 'Messages are not signed with it any more. It cannot be brought back; another one needs another record.',
      confirmLabel: 'Delete key',
      danger: true,
    });
    if (yes) remove.mutate();
  };
  if (importing) return <ImportKey brandId={brandId} onCancel={() => setImporting(false)} onDone={onDone} />;
  if (signing === 'none')
    return (
      <Group gap="xs" className={classes.key ?? ''}>
        <Button size="xs" loading={make.isPending} onClick={() => make.mutate()}>
          Make a key to sign with
        </Button>
        <Button size="xs" variant="subtle" onClick={() => setImporting(true)}>
          I have one…
        </Button>
      </Group>
    );
  return (
    <div className={classes.key}>
      <p className="small">{words[signing]}</p>
      <Button size="xs" loading={remove.isPending} onClick={() => void askToRemove()}>
        Delete the key…
      </Button>
    </div>
  );
}

function ImportKey({ brandId, onCancel, onDone }: { brandId: string; onCancel: () => void; onDone: () => void }) {
  const [selector, setSelector] = useState('');
  const [privateKey, setPrivateKey] = useState('');
  const save = useMutation({
    mutationFn: () => api.domains.importKey({ brandId, selector, privateKey }),
    onSuccess: onDone,
    meta: { quiet: true },
  });
  return (
    <form
      className={classes.import}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label="Selector"
        description="What stands before ._domainkey in the name of its record."
        placeholder="s1"
        value={selector}
        onChange={(event) => setSelector(event.currentTarget.value)}
        data-autofocus
      />
      <Textarea
        label="Private key"
        description="RSA, as a PEM text. It is kept with the passwords, never in the database."
        placeholder="-----BEGIN PRIVATE KEY-----"
        autosize
        minRows={4}
        maxRows={8}
        value={privateKey}
        onChange={(event) => setPrivateKey(event.currentTarget.value)}
        error={save.error?.message ?? null}
      />
      <Group gap="xs">
        <Button size="xs" type="submit" loading={save.isPending} disabled={!selector.trim() || !privateKey.trim()}>
          Use this key
        </Button>
        <Button size="xs" variant="subtle" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
