import classes from './FieldPanel.module.css';
import { usageWords, useFieldUsage } from './field-usage.ts';

/** Where a field is used, and what that means for a change: `then` says it. */
export function FieldUsageNote({ id, then }: { id: string; then: string }) {
  const { data: usage } = useFieldUsage(id);
  if (!usage) return null;
  const words = usageWords(usage);
  if (words === null) return <p className="dim">No segment, campaign or template uses it.</p>;
  return (
    <div className={classes.warning}>
      Used in {words}. {then}
      <ul className="small">
        {[...usage.segments, ...usage.campaigns, ...usage.templates].slice(0, 8).map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two things may have one name, and nothing else is known of them
          <li key={index}>{name}</li>
        ))}
      </ul>
    </div>
  );
}
