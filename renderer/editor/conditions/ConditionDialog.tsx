import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Condition } from '#shared/content/conditions.ts';
import type { Group } from '#shared/schema/rule.ts';
import { useFields } from '../../contacts/queries.ts';
import { begin, completed } from '../../segments/conditions.ts';
import { LiveCount } from '../../segments/LiveCount.tsx';
import { RuleBuilder } from '../../segments/RuleBuilder.tsx';
import classes from './conditions.module.css';

type Props = { condition: Condition | null; onSave: (condition: Condition) => void; onClose: () => void };

/** The form for who sees a block: the rule of a segment, and what it is called on the page. */
export function ConditionDialog({ condition, onSave, onClose }: Props) {
  const { data: fields } = useFields();
  const [label, setLabel] = useState(condition?.label ?? '');
  const [changed, setRule] = useState<Group | null>(condition?.rule ?? null);
  const rule: Group = changed ?? { kind: 'group', match: 'all', rules: fields ? [begin('tag', fields)] : [] };
  const whole = completed(rule);
  const isReady = whole.rules.length > 0;
  return (
    <Modal opened onClose={onClose} title="Who sees this block" size="xl" centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onSave({ rule: whole, label: label.trim() || 'some people' });
        }}
      >
        <RuleBuilder rule={rule} onChange={setRule} />
        <div className={classes.below}>
          <TextInput
            label="Called on the page"
            description="For you alone; it is never sent."
            placeholder="regular customers"
            maxLength={200}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <LiveCount rule={rule} />
        </div>
        <p className="dim small">
          For everybody else the block is not in the message at all. Who sees it is settled when the campaign is sent.
        </p>
        <div className={classes.ends}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={!isReady}>
            Show to them only
          </Button>
        </div>
      </form>
    </Modal>
  );
}
