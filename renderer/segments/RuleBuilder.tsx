import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Group, Match, Rule } from '#shared/schema/rule.ts';
import { useFields } from '../contacts/queries.ts';
import { Choice } from '../ui/Choice.tsx';
import { SMALL_ICON } from '../ui/icons.ts';
import { Condition } from './Condition.tsx';
import { begin } from './conditions.ts';
import classes from './RuleBuilder.module.css';

type Props = { rule: Group; onChange: (rule: Group) => void };

/** The conditions of a segment as a person builds them; controlled, so that whoever shows it keeps the rule. */
export function RuleBuilder({ rule, onChange }: Props) {
  const { data: fields } = useFields();
  if (!fields) return null;
  return <RuleGroup rule={rule} onChange={onChange} depth={0} name="" />;
}

const matches: { value: Match; label: string }[] = [
  { value: 'all', label: 'all' },
  { value: 'any', label: 'at least one' },
  { value: 'none', label: 'none' },
];

/** Deeper than this nobody follows; the shape of a rule allows a little more. */
const DEEPEST = 4;

type GroupProps = Props & { depth: number; name: string; onRemove?: () => void };

/** Conditions that are tied together, and groups of such. `name` counts it for who cannot see the indent: "2.1". */
function RuleGroup({ rule, onChange, depth, name, onRemove }: GroupProps) {
  const { data: fields = [] } = useFields();
  const box = useRef<HTMLFieldSetElement>(null);
  /** Where the focus goes once a change has been drawn. */
  const next = useRef<'last' | 'add' | null>(null);
  const { rules } = rule;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the number of conditions has changed
  useEffect(() => {
    if (next.current === null) return;
    const inside = box.current;
    const rows = inside?.querySelectorAll<HTMLElement>(':scope > ol > li');
    const row = next.current === 'last' ? rows?.[rows.length - 1] : undefined;
    const target =
      row?.querySelector<HTMLElement>('input') ?? inside?.querySelector<HTMLElement>(':scope > [data-adding] button');
    next.current = null;
    target?.focus();
  }, [rules.length]);

  const set = (part: Partial<Group>) => onChange({ ...rule, ...part });
  const replace = (at: number, one: Rule) => set({ rules: rules.map((before, index) => (index === at ? one : before)) });
  const remove = (at: number) => {
    next.current = 'add';
    set({ rules: rules.filter((_, index) => index !== at) });
  };
  const add = (one: Rule) => {
    next.current = 'last';
    set({ rules: [...rules, one] });
  };
  const numbered = (at: number) => (name === '' ? `${at + 1}` : `${name}.${at + 1}`);

  return (
    <fieldset className={classes.group} data-nested={depth > 0 || undefined} ref={box}>
      <legend className={classes.legend}>
        <span className={classes.sentence}>
          {depth === 0 ? 'People of whom' : 'and of whom'}
          <Choice
            className={classes.match ?? ''}
            label={depth === 0 ? 'How many conditions have to hold' : `How many conditions of group ${name} have to hold`}
            options={matches}
            value={rule.match}
            onChange={(match) => set({ match })}
          />
          of these {rule.match === 'any' ? 'is' : 'are'} true
        </span>
        {onRemove && (
          <ActionIcon className={classes.remove ?? ''} aria-label={`Remove group ${name}`} onClick={onRemove}>
            <IconX {...SMALL_ICON} />
          </ActionIcon>
        )}
      </legend>
      {rules.length > 0 && (
        <ol className={classes.rules}>
          {rules.map((one, at) => (
            // Conditions have no names of their own, and keep their places.
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place
            <li key={at}>
              {one.kind === 'group' ? (
                <RuleGroup
                  rule={one}
                  depth={depth + 1}
                  name={numbered(at)}
                  onChange={(group) => replace(at, group)}
                  onRemove={() => remove(at)}
                />
              ) : (
                <Condition
                  condition={one}
                  name={numbered(at)}
                  onChange={(condition) => replace(at, condition)}
                  onRemove={() => remove(at)}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      <div className={classes.adding} data-adding>
        <Button
          size="xs"
          leftSection={<IconPlus {...SMALL_ICON} />}
          onClick={() => add(begin('contact:first-name', fields))}
          aria-label={depth === 0 ? 'Add a condition' : `Add a condition to group ${name}`}
        >
          Condition
        </Button>
        {depth < DEEPEST && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconPlus {...SMALL_ICON} />}
            onClick={() => add({ kind: 'group', match: 'any', rules: [begin('contact:first-name', fields)] })}
            aria-label={depth === 0 ? 'Add a group' : `Add a group to group ${name}`}
          >
            Group
          </Button>
        )}
      </div>
    </fieldset>
  );
}
