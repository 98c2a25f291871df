import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { templatesQuery } from '../queries.ts';
import { TemplateThumb } from '../templates/TemplateThumb.tsx';
import classes from './NewCampaign.module.css';

export function NewCampaign({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal centered opened={opened} onClose={onClose} title="New campaign" size={760}>
      <Choose onClose={onClose} />
    </Modal>
  );
}

function Choose({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [templateId, setTemplateId] = useState<string | null>(null);
  const templates = useQuery(templatesQuery).data ?? [];
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: () => api.campaigns.create({ ...(name.trim() ? { name } : {}), ...(templateId ? { templateId } : {}) }),
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
        <Design label="A blank page" checked={templateId === null} onChoose={() => setTemplateId(null)} />
        {templates.map((template) => (
          <Design
            key={template.id}
            label={template.name}
            checked={templateId === template.id}
            onChoose={() => setTemplateId(template.id)}
            template={template}
          />
        ))}
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
};

function Design({ label, checked, onChoose, template }: DesignProps) {
  return (
    <label className={classes.design} data-checked={checked || undefined}>
      <input type="radio" name="design" checked={checked} onChange={onChoose} />
      <div className={classes.sheet}>{template && <TemplateThumb template={template} height={150} />}</div>
      <span>{label}</span>
    </label>
  );
}
