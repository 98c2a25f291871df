import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ReasonGroup } from '#shared/rpc/sends.ts';
import { number } from '../../ui/format.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import classes from './PeopleFilters.module.css';
import { outcomes, type PeopleSearch } from './people-search.ts';
import { groupWords, outcomeWords } from './people-words.ts';

type Props = {
  search: PeopleSearch;
  groups: ReasonGroup[];
  onChange: (next: PeopleSearch) => void;
  /** Stands at the end of the line: how many there are. */
  aside: ReactNode;
};

/** By outcome, and by what the servers said. */
export function PeopleFilters({ search, groups, onChange, aside }: Props) {
  const { outcome, reason, said, ...rest } = search;
  const offered = groups.filter((group) => outcome === undefined || group.outcome === outcome);
  const chosen = groups.findIndex(
    (group) =>
      said !== undefined &&
      group.said === said &&
      (reason === undefined || group.reason === reason) &&
      (outcome === undefined || group.outcome === outcome),
  );
  return (
    <div className={classes.filters}>
      <SearchField
        className={classes.search ?? ''}
        label="Search by address"
        value={search.search ?? ''}
        onSearch={(text) => {
          const { search: _before, ...others } = search;
          onChange(text ? { ...others, search: text } : others);
        }}
      />
      <Select
        className={classes.outcome ?? ''}
        aria-label="Outcome"
        placeholder="Any outcome"
        clearable
        data={outcomes.map((value) => ({ value, label: outcomeWords[value].label }))}
        value={outcome ?? null}
        onChange={(value) => {
          const picked = outcomes.find((one) => one === value);
          onChange(picked ? { ...rest, outcome: picked } : rest);
        }}
      />
      {(offered.length > 0 || chosen >= 0) && (
        <Select
          className={classes.reason ?? ''}
          aria-label="Reason"
          placeholder="Any reason"
          clearable
          searchable
          comboboxProps={{ width: 520, position: 'bottom-start' }}
          maxDropdownHeight={360}
          data={offered.map((group) => ({
            value: String(groups.indexOf(group)),
            label: `${number(group.count)} × ${groupWords(group)}`,
          }))}
          value={chosen < 0 ? null : String(chosen)}
          onChange={(value) => {
            const group = value === null ? undefined : groups[Number(value)];
            const before = outcome === undefined ? rest : { ...rest, outcome };
            onChange(group ? { ...rest, outcome: group.outcome, reason: group.reason, said: group.said } : before);
          }}
        />
      )}
      <span className={`${classes.aside} small dim num`} role="status">
        {aside}
      </span>
    </div>
  );
}
