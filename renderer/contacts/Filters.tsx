import { Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { membershipStatus } from '#shared/schema/words.ts';
import { api } from '../api.ts';
import { SMALL_ICON } from '../ui/icons.ts';
import { SearchField } from '../ui/SearchField.tsx';
import classes from './Filters.module.css';
import { useLists, useTags } from './queries.ts';
import type { ContactsSearch } from './search-params.ts';
import { figureWords } from './words.ts';

type Change = (next: Partial<Record<keyof ContactsSearch, string | undefined>>) => void;

/** What narrows the table down. Every condition stands in the address, so that going back goes back. */
export function Filters({ search, onChange }: { search: ContactsSearch; onChange: Change }) {
  const { data: lists = [] } = useLists();
  const { data: tags = [] } = useTags();
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
      </div>
      {search.campaign && <ReportFilter campaignId={search.campaign} search={search} onChange={onChange} />}
    </>
  );
}

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
