import { Button, Select, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { Preview, Target } from '#shared/rpc/imports.ts';
import { useFields } from '../contacts/queries.ts';
import { Chip } from '../ui/Chip.tsx';
import { number, plural } from '../ui/format.ts';
import classes from './MappingTable.module.css';
import { optionOf, targetOf, targetOptions } from './mapping.ts';

type Props = { preview: Preview; mapping: Target[]; stale: boolean; onMap: (column: number, target: Target) => void };

/** The first rows of the file, and above each column what it becomes. */
export function MappingTable({ preview, mapping, stale, onMap }: Props) {
  const { data: fields = [] } = useFields();
  const options = targetOptions(fields);
  const emailAt = mapping.findIndex(({ to }) => to === 'email');
  const [all, setAll] = useState(false);
  const indexes = preview.columns.map((_, index) => index);
  const shown = all ? indexes : indexes.filter((index) => !preview.columns[index]?.empty || mapping[index]?.to !== 'nothing');
  const hidden = preview.columns.length - shown.length;
  const nameOf = (index: number) => preview.columns[index]?.name || `Column ${index + 1}`;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
      <section className={classes.frame} aria-label="What becomes of each column" tabIndex={0} data-stale={stale || undefined}>
        <table className={`${classes.table} num`}>
          <thead>
            <tr>
              <th>
                <VisuallyHidden>Line</VisuallyHidden>
              </th>
              {shown.map((index) => (
                <th key={index} scope="col">
                  <div className={classes.source} title={nameOf(index)}>
                    {nameOf(index)}
                  </div>
                  <Select
                    aria-label={`${nameOf(index)} becomes`}
                    data={options}
                    value={optionOf(mapping[index] ?? { to: 'nothing' })}
                    allowDeselect={false}
                    searchable
                    comboboxProps={{ width: 220, position: 'bottom-start' }}
                    classNames={{ input: classes.choice ?? '' }}
                    data-target={mapping[index]?.to}
                    onChange={(option) => option && onMap(index, targetOf(option, nameOf(index)))}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.sample.map(({ line, cells, problem }) => (
              <tr key={line}>
                <td className={classes.line} title={`Line ${number(line)} of the file`}>
                  {number(line)}
                </td>
                {shown.map((index) => (
                  <td key={index} className={mapping[index]?.to === 'nothing' ? 'faint' : ''} title={cells[index]}>
                    {cells[index] || (index === emailAt && problem ? '' : <span className="faint">–</span>)}{' '}
                    {index === emailAt && problem && (
                      <div className={classes.problem}>
                        <Chip tone="bad">{problem}</Chip>
                      </div>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {preview.sample.length === 0 && <div className="dim">The file holds no rows.</div>}
      </section>
      {hidden > 0 && (
        <div className={`${classes.hidden} dim`}>
          {plural(hidden, 'empty column')} left out.{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
            Show
          </Button>
        </div>
      )}
    </>
  );
}
