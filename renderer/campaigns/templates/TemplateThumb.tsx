import { useQuery } from '@tanstack/react-query';
import { escapeText } from '#shared/content/escape.ts';
import type { Template } from '#shared/rpc/content.ts';
import { api } from '../../api.ts';
import { EmailFrame } from '../preview/EmailFrame.tsx';
import { filledIn } from '../preview/filled-in.ts';
import { brandsQuery } from '../queries.ts';

/** A picture of the design as it is sent. */
export function TemplateThumb({ template, height }: { template: Template; height: number }) {
  const { data } = useQuery({
    queryKey: ['templates', 'rendered', template.id],
    queryFn: ({ signal }) => api.content.render({ document: template.document }, { signal }),
  });
  const brand = useQuery(brandsQuery).data?.[0];
  // It stands in HTML, and a name may hold anything.
  const known = { 'brand.name': escapeText(brand?.name ?? 'Your name'), unsubscribe_url: '#', web_view_url: '#' };
  return data ? <EmailFrame title={template.name} html={filledIn(data.html, known)} height={height} library still /> : null;
}
