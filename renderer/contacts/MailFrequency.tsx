import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { plural } from '../ui/format.ts';
import { KeyValue } from '../ui/KeyValue.tsx';
import { Section } from '../ui/Section.tsx';
import { When } from '../ui/When.tsx';

/** How much mail somebody got lately, to see before they get more. */
export function MailFrequency({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['contacts', 'frequency', id],
    queryFn: ({ signal }) => api.person.frequency({ id }, { signal }),
    throwOnError: false,
  });
  if (!data) return null;
  return (
    <Section title="Mail so far" small>
      <KeyValue
        rows={[
          ...data.days.map(({ days, messages }) => ({
            key: String(days),
            label: `Last ${days} days`,
            value: messages === 0 ? <span className="faint">none</span> : plural(messages, 'message'),
          })),
          { key: 'last', label: 'Last one', value: <When at={data.lastAt} as="dateTime" /> },
        ]}
      />
    </Section>
  );
}
