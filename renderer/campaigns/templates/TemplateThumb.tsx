import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { escapeText } from '#shared/content/escape.ts';
import type { Template } from '#shared/rpc/content.ts';
import { api } from '../../api.ts';
import { EmailFrame } from '../preview/EmailFrame.tsx';
import { filledIn } from '../preview/filled-in.ts';
import { brandsQuery } from '../queries.ts';
import classes from './templates.module.css';

/** A picture of the design as it is sent, made once it comes into sight. */
export function TemplateThumb({ template, height }: { template: Template; height: number }) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  const brands = useQuery(brandsQuery).data;
  const brand = brands?.[0];
  const { data } = useQuery({
    queryKey: ['templates', 'rendered', template.id, template.document, brand],
    queryFn: ({ signal }) => api.content.render({ document: template.document, brandId: brand?.id ?? null }, { signal }),
    enabled: seen && brands !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

  useEffect(() => {
    if (!place.current) return;
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      setSeen(true);
      watch.disconnect();
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);

  // It stands in HTML, and a name may hold anything.
  const known = {
    'brand.name': escapeText(brand?.name ?? 'Your name'),
    'brand.postal_address': escapeText(brand?.postalAddress ?? ''),
    unsubscribe_url: '#',
    preferences_url: '#',
    web_view_url: '#',
  };
  return (
    <div ref={place} className={classes.thumb} style={{ height }}>
      {data && <EmailFrame title={template.name} html={filledIn(data.html, known)} height={height} library still />}
    </div>
  );
}
