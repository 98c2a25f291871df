import { useQuery } from '@tanstack/react-query';
import type { Template } from '#shared/rpc/content.ts';
import { api } from '../../api.ts';
import { EmailFrame } from '../preview/EmailFrame.tsx';

/** A picture of the design as it is sent. */
export function TemplateThumb({ template, height }: { template: Template; height: number }) {
  const { data } = useQuery({
    queryKey: ['templates', 'rendered', template.id],
    queryFn: ({ signal }) => api.content.render({ document: template.document }, { signal }),
  });
  return data ? <EmailFrame title={template.name} html={data.html} height={height} library still /> : null;
}
