import type { Block } from '#shared/content/document.ts';
import { changeProps, refusal } from '../actions/change-props.ts';
import { faceOf } from '../blocks.ts';
import { useEditor } from '../store/context.ts';
import { valueAt } from '../store/path.ts';
import { inputs } from './inputs/inputs.ts';
import classes from './panel.module.css';

/** The properties of a block, as its definition lists them. */
export function BlockForm({ block }: { block: Block }) {
  const perform = useEditor((state) => state.perform);
  return (
    <div className={classes.form}>
      {faceOf(block.kind).form.map((field) => {
        const { Input, wide } = inputs[field.as];
        const labelId = `${block.id}-${field.name}`;
        return (
          <div key={field.name} className={classes.row} data-wide={wide || undefined}>
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
      })}
    </div>
  );
}
