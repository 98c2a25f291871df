import { Select, VisuallyHidden } from '@mantine/core';
import type { Preview, Target } from '#shared/rpc/imports.ts';
import { useFields } from '../contacts/queries.ts';
import { Chip } from '../ui/Chip.tsx';
import { number } from '../ui/format.ts';
import classes from './MappingTable.module.css';
import { optionOf, targetOf, targetOptions } from './mapping.ts';

type Props = { preview: Preview; mapping: Target[]; stale: boolean; onMap: (column: number, target: Target) => void };

/** The first rows of the file, and above each column what it becomes. */
export function MappingTable({ preview, mapping, stale, onMap }: Props) {
  const { data: fields = [] } = useFields();
  const options = targetOptions(fields);
  const emailAt = mapping.findIndex(({ to }) => to === 'email');
  // The problems were found with the guessed column of addresses; with another they would not be true.
  const guessed = emailAt >= 0 && preview.columns[emailAt]?.guess.to === 'email';
  const nameOf = (index: number) => preview.columns[index]?.name || `Column ${index + 1}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
    <section className={classes.frame} aria-label="What becomes of each column" tabIndex={0} data-stale={stale || undefined}>
      <table className={`${classes.table} num`}>
        <thead>
          <tr>
            <th>
              <VisuallyHidden>Line</VisuallyHidden>
            </th>
            {preview.columns.map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names of columns repeat
              <th key={index} scope="col">
                <div className={classes.source} title={column.name}>
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
              {preview.columns.map((_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: names of columns repeat
                <td key={index} className={mapping[index]?.to === 'nothing' ? 'faint' : ''} title={cells[index]}>
                  {cells[index] || (index === emailAt && problem ? '' : <span className="faint">–</span>)}{' '}
                  {index === emailAt && guessed && problem && (
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
  );
}
