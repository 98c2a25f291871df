import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Document } from '#shared/content/document.ts';
import { api } from '../../api.ts';
import { templatesQuery } from '../queries.ts';
import { TemplateThumb } from '../templates/TemplateThumb.tsx';
import classes from './NewCampaign.module.css';

const BLANK = 'blank';
const OWN_HTML = 'own-html';

/** What somebody begins with who brings a message of their own: the two things that every message needs. */
const ownHtml = {
  version: 1,
  kind: 'html',
  html: '<p>Hello {{ contact.first_name | default: \'there\' }},</p>\n\n<p>…</p>\n\n<p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>\n',
  text: '',
} satisfies Document;

export function NewCampaign({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal centered opened={opened} onClose={onClose} title="New campaign" size={760}>
      <Choose onClose={onClose} />
    </Modal>
  );
}

function Choose({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [start, setStart] = useState<string>(BLANK);
  const templates = useQuery(templatesQuery).data ?? [];
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: async () => {
      const template = start === BLANK || start === OWN_HTML ? {} : { templateId: start };
      const { id } = await api.campaigns.create({ ...(name.trim() ? { name } : {}), ...template });
      if (start === OWN_HTML) {
        const { revision } = await api.campaigns.get({ id });
        await api.campaigns.change({ id, revision, document: ownHtml });
      }
      return { id };
    },
    onSuccess: async ({ id }) => {
      onClose();
      await navigate({ to: '/campaigns/$id/audience', params: { id } });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <TextInput
        label="Name, for yourself"
        placeholder="Untitled campaign"
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <fieldset className={classes.designs}>
        <legend className="eyebrow">Start from</legend>
        <Design label="A blank page" checked={start === BLANK} onChoose={() => setStart(BLANK)} />
        {templates.map((template) => (
          <Design
            key={template.id}
            label={template.name}
            checked={start === template.id}
            onChoose={() => setStart(template.id)}
            template={template}
          />
        ))}
        <Design label="Your own HTML" checked={start === OWN_HTML} onChoose={() => setStart(OWN_HTML)}>
          <pre className={classes.source} aria-hidden>
            {ownHtml.html}
          </pre>
        </Design>
      </fieldset>
      <div className={classes.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={create.isPending}>
          Create the draft
        </Button>
      </div>
    </form>
  );
}

type DesignProps = {
  label: string;
  checked: boolean;
  onChoose: () => void;
  template?: Parameters<typeof TemplateThumb>[0]['template'];
  children?: ReactNode;
};

function Design({ label, checked, onChoose, template, children }: DesignProps) {
  return (
    <label className={classes.design} data-checked={checked || undefined}>
      <input type="radio" name="design" checked={checked} onChange={onChoose} />
      <div className={classes.sheet}>{template ? <TemplateThumb template={template} height={150} /> : children}</div>
      <span>{label}</span>
    </label>
  );
}
