import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { SourceDocument } from '#shared/content/document.ts';
import { sourceIn, written } from '#shared/content/source.ts';
import { api } from '../../api.ts';
import { toastError } from '../../ui/toasts.ts';
import { templatesQuery } from '../queries.ts';
import { DesignDrop } from '../templates/DesignDrop.tsx';
import { ImportButton } from '../templates/ImportButton.tsx';
import { importAsCampaign } from '../templates/import-design.ts';
import { TemplateThumb } from '../templates/TemplateThumb.tsx';
import classes from './NewCampaign.module.css';

const BLANK = 'blank';

/** What somebody begins with who writes by hand: the greeting, and what every message needs. */
const sources: Record<string, { label: string; document: SourceDocument }> = {
  markdown: {
    label: 'Markdown',
    document: written('markdown', "# What is new\n\nHello {{ contact.first_name | default: 'there' }},\n\n…\n"),
  },
  plain: { label: 'Plain text', document: written('plain', "Hello {{ contact.first_name | default: 'there' }},\n\n…\n") },
  'own-html': {
    label: 'Your own HTML',
    document: written(
      'html',
      '<p>Hello {{ contact.first_name | default: \'there\' }},</p>\n\n<p>…</p>\n\n<p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>\n',
    ),
  },
  mjml: {
    label: 'Your own MJML',
    document: written(
      'mjml',
      '<mjml>\n  <mj-body>\n    <mj-section>\n      <mj-column>\n        <mj-text>Hello {{ contact.first_name | default: \'there\' }},</mj-text>\n        <mj-text><a href="{{ unsubscribe_url }}">Unsubscribe</a></mj-text>\n      </mj-column>\n    </mj-section>\n  </mj-body>\n</mjml>\n',
    ),
  },
};

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
      const source = sources[start];
      const template = start === BLANK || source ? {} : { templateId: start };
      const { id } = await api.campaigns.create({ ...(name.trim() ? { name } : {}), ...template });
      if (source) {
        const { revision } = await api.campaigns.get({ id });
        await api.campaigns.change({ id, revision, document: source.document });
      }
      return { id };
    },
    onSuccess: async ({ id }) => {
      onClose();
      await navigate({ to: '/campaigns/$id/audience', params: { id } });
    },
  });
  const bring = useMutation({
    mutationFn: (file: File) => importAsCampaign(file, name),
    onSuccess: async ({ id }) => {
      onClose();
      await navigate({ to: '/campaigns/$id/design', params: { id } });
    },
    onError: toastError,
  });
  return (
    <DesignDrop onFile={(file) => bring.mutate(file)}>
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
          {Object.entries(sources).map(([key, { label, document }]) => (
            <Design key={key} label={label} checked={start === key} onChoose={() => setStart(key)}>
              <pre className={classes.source} aria-hidden>
                {sourceIn(document)}
              </pre>
            </Design>
          ))}
        </fieldset>
        <div className={classes.buttons}>
          <span className={classes.bring}>
            <ImportButton label="From a file…" loading={bring.isPending} onFile={(file) => bring.mutate(file)} />
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={create.isPending}>
            Create the draft
          </Button>
        </div>
      </form>
    </DesignDrop>
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
