import { SegmentedControl } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import type { FormField } from '#shared/content/block.ts';
import type { Block } from '#shared/content/document.ts';
import { changeGuise } from '../actions/change-guise.ts';
import { changeProps, refusal } from '../actions/change-props.ts';
import { faceOf } from '../blocks.ts';
import { useEditor } from '../store/context.ts';
import { valueAt } from '../store/path.ts';
import { FormGroup } from './FormGroup.tsx';
import { inputs } from './inputs/inputs.ts';
import classes from './panel.module.css';

const groups = [
  { name: 'content', label: 'Content' },
  { name: 'look', label: 'Look' },
  { name: 'phone', label: 'Phone' },
] as const;

/** The properties of a block, as its definition lists them. */
export function BlockForm({ block }: { block: Block }) {
  const form = useRef<HTMLDivElement>(null);
  const fields = faceOf(block.kind).form.filter(({ needs }) => needs === undefined || Boolean(valueAt(block.props, needs)));
  // The panel was scrolled to a property of another block.
  useEffect(() => {
    form.current?.closest('[data-properties]')?.scrollTo(0, 0);
  }, []);
  return (
    <div ref={form}>
      {groups.map(({ name, label }) => {
        const inGroup = fields.filter(({ group = 'look' }) => group === name);
        if (inGroup.length === 0 && name !== 'phone') return null;
        return (
          <FormGroup key={name} label={label}>
            {inGroup.map((field) => (
              <Row key={field.name} block={block} field={field} />
            ))}
            {name === 'phone' && <SeenOn block={block} />}
          </FormGroup>
        );
      })}
    </div>
  );
}

function Row({ block, field }: { block: Block; field: FormField }) {
  const perform = useEditor((state) => state.perform);
  const { Input, wide } = inputs[field.as];
  const labelId = `${block.id}-${field.name}`;
  return (
    <div className={classes.row} data-wide={wide || undefined}>
      <span id={labelId} className={classes.label}>
        {field.label}
      </span>
      <Input
        field={field}
        labelId={labelId}
        blockId={block.id}
        value={valueAt(block.props, field.name)}
        onChange={(value) => {
          const problem = refusal(block, field.name, value);
          if (problem === null) perform(changeProps, { id: block.id, name: field.name, value });
          return problem;
        }}
      />
    </div>
  );
}

const screens = [
  { value: 'all', label: 'Both' },
  { value: 'phone', label: 'Phone' },
  { value: 'computer', label: 'Computer' },
] as const;

function SeenOn({ block }: { block: Block }) {
  const perform = useEditor((state) => state.perform);
  const labelId = useId();
  return (
    <div className={classes.row} data-wide>
      <span id={labelId} className={classes.label}>
        Seen on
      </span>
      <SegmentedControl
        fullWidth
        aria-labelledby={labelId}
        value={block.only}
        data={[...screens]}
        onChange={(only) => perform(changeGuise, { ids: [block.id], change: { only } })}
      />
    </div>
  );
}
