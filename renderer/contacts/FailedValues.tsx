import { Radio, Stack } from '@mantine/core';
import type { Failing, RetypePreview } from '#shared/rpc/fields.ts';
import { number } from '../ui/format.ts';
import classes from './FieldPanel.module.css';

/** Values that cannot become what is wanted, and what is to happen with them. */
export function FailedValues(props: {
  fails: number;
  failed: RetypePreview['failed'];
  label: string;
  failing: Failing;
  onFailing: (failing: Failing) => void;
}) {
  const { fails, failed, label, failing, onFailing } = props;
  if (fails === 0) return null;
  return (
    <>
      <ul className={`${classes.examples} dim small`} aria-label="Values that cannot be converted">
        {failed.slice(0, 8).map(({ value, people }) => (
          <li key={value}>
            {value} <span className="faint">× {number(people)}</span>
          </li>
        ))}
      </ul>
      <Radio.Group
        label={`What becomes of ${fails === 1 ? 'the one' : 'those'} that cannot`}
        value={failing}
        onChange={(next) => onFailing(next === 'clear' ? 'clear' : 'keep')}
      >
        <Stack gap={6} pt={6}>
          <Radio value="keep" label={`Keep in a new text field “${label} (as text)”`} />
          <Radio value="clear" label="Delete them" />
        </Stack>
      </Radio.Group>
    </>
  );
}
