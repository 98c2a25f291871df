import { ActionIcon, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Leaf } from '#shared/schema/rule.ts';
import { useFields } from '../contacts/queries.ts';
import { SMALL_ICON } from '../ui/icons.ts';
import { BelongingFields } from './BelongingFields.tsx';
import { begin, subjectOf, subjects } from './conditions.ts';
import { DeedFields } from './DeedFields.tsx';
import { MomentFields } from './MomentFields.tsx';
import classes from './RuleBuilder.module.css';
import { TestFields } from './TestFields.tsx';

type Props = { condition: Leaf; name: string; onChange: (condition: Leaf) => void; onRemove: () => void };

/** One condition, to be read as a sentence from left to right. */
export function Condition({ condition, name, onChange, onRemove }: Props) {
  const { data: fields = [] } = useFields();
  const subject = subjectOf(condition);
  const choices = subjects(fields);
  const known = choices.some(({ items }) => items.some(({ value }) => value === subject));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset in a fieldset for every line would be read out as one more group
    <div className={classes.condition} role="group" aria-label={`Condition ${name}`}>
      <div className={classes.fields}>
        <Select
          className={classes.subject ?? ''}
          aria-label="What it is about"
          data={known ? choices : [...choices, { group: 'Gone', items: [{ value: subject, label: 'A field that is gone' }] }]}
          value={subject}
          searchable
          allowDeselect={false}
          maxDropdownHeight={340}
          onChange={(chosen) => chosen !== null && chosen !== subject && onChange(begin(chosen, fields))}
        />
        <Rest condition={condition} onChange={onChange} />
      </div>
      <ActionIcon className={classes.remove ?? ''} aria-label={`Remove condition ${name}`} onClick={onRemove}>
        <IconX {...SMALL_ICON} />
      </ActionIcon>
    </div>
  );
}

function Rest({ condition, onChange }: Pick<Props, 'condition' | 'onChange'>) {
  const { data: fields = [] } = useFields();
  switch (condition.kind) {
    case 'field': {
      const choices = fields.find(({ key }) => key === condition.key)?.choices ?? [];
      return <TestFields test={condition.test} choices={choices} onChange={(test) => onChange({ ...condition, test })} />;
    }
    case 'contact':
      return <TestFields test={condition.test} onChange={(test) => test.type === 'text' && onChange({ ...condition, test })} />;
    case 'created':
      return <MomentFields test={condition.test} onChange={(test) => onChange({ ...condition, test })} />;
    case 'tag':
    case 'list':
    case 'segment':
    case 'import':
    case 'suppressed':
      return <BelongingFields condition={condition} onChange={onChange} />;
    case 'engagement':
    case 'mailed':
    case 'event':
      return <DeedFields condition={condition} onChange={onChange} />;
  }
}
