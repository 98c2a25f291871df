import { ActionIcon, Button } from '@mantine/core';
import { IconTemplate, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Template } from '#shared/rpc/content.ts';
import { api } from '../api.ts';
import { confirm } from '../ui/confirm.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { plural } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { Section } from '../ui/Section.tsx';
import { toast } from '../ui/toasts.ts';
import { templatesQuery } from './queries.ts';
import classes from './TemplatesPage.module.css';
import { TemplateThumb } from './templates/TemplateThumb.tsx';

export function TemplatesPage() {
  const { data } = useQuery(templatesQuery);
  const own = data?.filter(({ builtIn }) => !builtIn) ?? [];
  const builtIn = data?.filter((template) => template.builtIn) ?? [];
  return (
    <Page title="Templates" count={data ? plural(data.length, 'design') : undefined}>
      {!data && <Loading what="Reading the templates…" />}
      {data?.length === 0 && (
        <EmptyState icon={IconTemplate} title="No templates yet">
          A design is kept as a template from the editor of a campaign.
        </EmptyState>
      )}
      {own.length > 0 && (
        <Section title="Yours">
          <Cards templates={own} />
        </Section>
      )}
      {builtIn.length > 0 && (
        <Section title={own.length > 0 ? 'Ready-made' : 'Ready-made designs'}>
          <Cards templates={builtIn} />
        </Section>
      )}
    </Page>
  );
}

function Cards({ templates }: { templates: Template[] }) {
  return (
    <ul className={classes.cards}>
      {templates.map((template) => (
        <Card key={template.id} template={template} />
      ))}
    </ul>
  );
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
        <TemplateThumb template={template} height={260} />
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
