import { usageWords, useFieldUsage } from './field-usage.ts';

/** What a field is used in, shortly; the names are on the hover. */
export function FieldUsage({ id }: { id: string }) {
  const { data: usage } = useFieldUsage(id);
  if (!usage) return null;
  const words = usageWords(usage);
  if (words === null) return <span className="faint">nothing</span>;
  return <span title={[...usage.segments, ...usage.campaigns, ...usage.templates].join(', ')}>{words}</span>;
}
