import { ActionIcon, Button } from '@mantine/core';
import { IconTemplate, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Template } from '#shared/rpc/content.ts';
import { api } from '../api.ts';
import { confirm } from '../ui/confirm.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { plural } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { toast, toastError } from '../ui/toasts.ts';
import { templatesQuery } from './queries.ts';
import classes from './TemplatesPage.module.css';
import { DesignDrop } from './templates/DesignDrop.tsx';
import { ImportButton } from './templates/ImportButton.tsx';
import { importAsTemplate } from './templates/import-design.ts';
import { TemplateThumb } from './templates/TemplateThumb.tsx';

const ALL = 'all';
const OWN = 'own';

export function TemplatesPage() {
  const { data } = useQuery(templatesQuery);
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string>(ALL);
  const bring = useMutation({
    mutationFn: importAsTemplate,
    onSuccess: async ({ name }) => {
      setChosen(OWN);
      await queries.invalidateQueries({ queryKey: ['templates'] });
      toast(`“${name}” is a template now.`);
    },
    onError: toastError,
  });
  const groups = data ? groupsOf(data) : [];
  const shown = groups.find(({ value }) => value === chosen) ?? groups[0];
  return (
    <Page
      title="Templates"
      count={data ? plural(data.length, 'design') : undefined}
      actions={<ImportButton label="Import a design" loading={bring.isPending} onFile={(file) => bring.mutate(file)} />}
      tabs={
        groups.length > 1 && (
          <Tabs
            label="Kinds of templates"
            value={shown?.value ?? ALL}
            onChange={setChosen}
            tabs={groups.map(({ value, label, templates }) => ({ value, label, count: templates.length }))}
          />
        )
      }
    >
      <DesignDrop onFile={(file) => bring.mutate(file)}>
        {!data && <Loading what="Reading the templates…" />}
        {data?.length === 0 && (
          <EmptyState icon={IconTemplate} title="No templates yet">
            A design is kept as a template from the editor of a campaign.
          </EmptyState>
        )}
        {shown && (
          <div role="tabpanel" aria-label={shown.label}>
            <ul className={classes.cards}>
              {shown.templates.map((template) => (
                <Card key={template.id} template={template} />
              ))}
            </ul>
          </div>
        )}
      </DesignDrop>
    </Page>
  );
}

/** All, one's own, and each category of the ready-made ones, in the order in which they come. */
function groupsOf(templates: Template[]): { value: string; label: string; templates: Template[] }[] {
  const own = templates.filter(({ builtIn }) => !builtIn);
  const builtIn = templates.filter((template) => template.builtIn);
  const categories = [...new Set(builtIn.map(({ category }) => category))];
  return [
    { value: ALL, label: 'All', templates },
    { value: OWN, label: 'Yours', templates: own },
    ...categories.map((category) => ({
      value: `category ${category}`,
      label: category,
      templates: builtIn.filter((template) => template.category === category),
    })),
  ].filter((group) => group.templates.length > 0);
}

function Card({ template }: { template: Template }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const use = useMutation({
    mutationFn: () => api.campaigns.create({ name: template.name, templateId: template.id }),
    onSuccess: ({ id }) => navigate({ to: '/campaigns/$id/design', params: { id } }),
  });
  const remove = useMutation({
    mutationFn: () => api.templates.remove({ id: template.id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['templates'] });
      toast(`${template.name} was deleted.`);
    },
  });
  const askToRemove = async () => {
    const yes = await confirm({
      title: `Delete ${template.name}?`,
      body: 'Campaigns that were made from it keep their design.',
      confirmLabel: 'Delete template',
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <li>
      <div className={classes.sheet}>
        <TemplateThumb template={template} height={298} />
      </div>
      <div className={classes.foot}>
        <div className={classes.name}>
          {template.name}
          {template.category && <div className="faint small">{template.category}</div>}
        </div>
        {!template.builtIn && (
          <ActionIcon aria-label={`Delete ${template.name}`} title="Delete" onClick={() => void askToRemove()}>
            <IconTrash {...ICON} />
          </ActionIcon>
        )}
        <Button aria-label={`Use ${template.name}`} loading={use.isPending} onClick={() => use.mutate()}>
          Use
        </Button>
      </div>
    </li>
  );
}
