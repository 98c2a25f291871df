import { Button, Select } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { everybody, type Group, leavesOf } from '#shared/schema/rule.ts';
import { membershipStatus } from '#shared/schema/words.ts';
import { api } from '../api.ts';
import { completed } from '../segments/conditions.ts';
import { segmentsQuery } from '../segments/queries.ts';
import { RuleBuilder } from '../segments/RuleBuilder.tsx';
import { ICON, SMALL_ICON } from '../ui/icons.ts';
import { SearchField } from '../ui/SearchField.tsx';
import classes from './Filters.module.css';
import { useLists, useTags } from './queries.ts';
import { type ContactsSearch, ruleOf } from './search-params.ts';
import { figureWords } from './words.ts';

type Change = (next: Partial<Record<keyof ContactsSearch, string | undefined>>) => void;

/** What narrows the table down. Every condition stands in the address, so that going back goes back. */
export function Filters({ search, onChange, columns }: { search: ContactsSearch; onChange: Change; columns: ReactNode }) {
  const [building, setBuilding] = useState(false);
  // Conditions that are still being written stand here; what is asked, and stands in the address, are those that are whole.
  const [draft, setDraft] = useState(ruleOf(search.rule) ?? everybody);
  const asked = textOf(draft);
  const told = useRef(search.rule);
  useEffect(() => {
    if (search.rule === told.current || search.rule === asked) return;
    told.current = search.rule;
    setDraft(ruleOf(search.rule) ?? everybody);
  }, [search.rule, asked]);
  const conditions = leavesOf(ruleOf(search.rule) ?? everybody).length;
  const { data: lists = [] } = useLists();
  const { data: tags = [] } = useTags();
  const { data: segments = [] } = useQuery(segmentsQuery);
  return (
    <>
      <div className={classes.filters}>
        <SearchField
          className={classes.search ?? ''}
          label="Search by address or name"
          value={search.search ?? ''}
          onSearch={(text) => onChange({ search: text || undefined })}
        />
        <Select
          className={classes.choice ?? ''}
          aria-label="List"
          placeholder="Any list"
          clearable
          searchable={lists.length > 8}
          data={lists.map(({ id, name }) => ({ value: id, label: name }))}
          value={search.list ?? null}
          onChange={(list) => onChange({ list: list ?? undefined })}
        />
        <Select
          className={classes.choice ?? ''}
          aria-label="Status"
          placeholder="Any status"
          clearable
          data={membershipStatus.options.map((value) => ({ value, label: value }))}
          value={search.status ?? null}
          onChange={(status) => onChange({ status: status ?? undefined })}
        />
        {(tags.length > 0 || search.tag) && (
          <Select
            className={classes.choice ?? ''}
            aria-label="Tag"
            placeholder="Any tag"
            clearable
            searchable={tags.length > 8}
            data={tags.map(({ id, name }) => ({ value: id, label: name }))}
            value={search.tag ?? null}
            onChange={(tag) => onChange({ tag: tag ?? undefined })}
          />
        )}
        {(segments.length > 0 || search.segment) && (
          <Select
            className={classes.choice ?? ''}
            aria-label="Segment"
            placeholder="Any segment"
            clearable
            searchable={segments.length > 8}
            data={segments.map(({ id, name }) => ({ value: id, label: name }))}
            value={search.segment ?? null}
            onChange={(segment) => onChange({ segment: segment ?? undefined })}
          />
        )}
        <Button
          variant={building || conditions > 0 ? 'light' : 'default'}
          leftSection={<IconFilter {...ICON} />}
          aria-expanded={building}
          onClick={() => setBuilding(!building)}
        >
          {conditions > 0 ? `Filter (${conditions})` : 'Filter'}
        </Button>
        {columns}
      </div>
      {building && (
        <div className={classes.builder}>
          <RuleBuilder
            rule={draft}
            onChange={(next) => {
              setDraft(next);
              told.current = textOf(next);
              onChange({ rule: told.current });
            }}
          />
        </div>
      )}
      {search.campaign && <ReportFilter campaignId={search.campaign} search={search} onChange={onChange} />}
    </>
  );
}

/** The conditions that are whole, as the address has them. */
const textOf = (rule: Group): string | undefined => {
  const whole = ruleOf(completed(rule));
  return whole && JSON.stringify(whole);
};

function ReportFilter({ campaignId, search, onChange }: { campaignId: string; search: ContactsSearch; onChange: Change }) {
  const { data: campaign } = useQuery({
    queryKey: ['campaigns', 'one', campaignId],
    queryFn: ({ signal }) => api.campaigns.get({ id: campaignId }, { signal }),
    throwOnError: false,
  });
  return (
    <div className={classes.report}>
      <span>
        People {figureWords[search.figure ?? 'recipients']} <i className="serif">{campaign?.name ?? 'a campaign'}</i>
        {search.url && <span className="dim"> on {search.url}</span>}
      </span>
      <button
        type="button"
        aria-label="Show people regardless of the campaign"
        onClick={() => onChange({ campaign: undefined, figure: undefined, url: undefined })}
      >
        <IconX {...SMALL_ICON} />
      </button>
    </div>
  );
}
