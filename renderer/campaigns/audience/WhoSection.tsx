import { Checkbox, MultiSelect, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Audience } from '#shared/rpc/campaigns.ts';
import { segmentsQuery } from '../../segments/queries.ts';
import { number, people } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { listsQuery, tagsQuery } from '../queries.ts';
import { FrequencyChoice } from './FrequencyChoice.tsx';
import classes from './WhoSection.module.css';

type Props = { audience: Audience; onChange: (audience: Audience) => void };

/** Who is meant, and who of them is not. */
export function WhoSection({ audience, onChange }: Props) {
  const lists = useQuery(listsQuery).data;
  const tags = useQuery(tagsQuery).data;
  const segments = useQuery(segmentsQuery).data;
  // Left out asks for a place on the page only once it is wanted.
  const [excluding, setExcluding] = useState(audience.excludedListIds.length + audience.excludedSegmentIds.length > 0);
  const set = (part: Partial<Audience>) => onChange({ ...audience, ...part });
  const toggle = (id: string, on: boolean) =>
    set({ listIds: on ? [...audience.listIds, id] : audience.listIds.filter((one) => one !== id) });

  return (
    <Section title="Who gets it">
      <Radio.Group
        aria-label="Who gets it"
        value={audience.everyone ? 'everyone' : 'some'}
        onChange={(value) => set({ everyone: value === 'everyone' })}
      >
        <div className={classes.choice}>
          <Radio value="everyone" label="Everyone who is subscribed" />
          <Radio value="some" label="Some lists, tags or segments" />
        </div>
      </Radio.Group>
      {!audience.everyone && (
        <>
          {lists?.length === 0 && (
            <p className={`${classes.none} dim`}>
              There is no list yet.{' '}
              <Link to="/contacts/import" className="link">
                Import contacts
              </Link>{' '}
              or drop a file on the window.
            </p>
          )}
          {lists && lists.length > 0 && (
            <ul className={classes.lists} aria-label="Lists">
              {lists.map((list) => (
                <li key={list.id}>
                  <Checkbox
                    label={list.name}
                    checked={audience.listIds.includes(list.id)}
                    onChange={(event) => toggle(list.id, event.currentTarget.checked)}
                  />
                  <span className="dim num">{people(list.subscribed)}</span>
                </li>
              ))}
            </ul>
          )}
          {tags && tags.length > 0 && (
            <MultiSelect
              className={classes.more ?? ''}
              label="And people with one of these tags"
              placeholder={audience.tagIds.length === 0 ? 'No tag' : ''}
              searchable
              data={tags.map((tag) => ({ value: tag.id, label: `${tag.name} (${number(tag.contacts)})` }))}
              value={audience.tagIds}
              onChange={(tagIds) => set({ tagIds })}
            />
          )}
          {segments && segments.length > 0 && (
            <MultiSelect
              className={classes.more ?? ''}
              label="And people in one of these segments"
              description="Whoever is in it when the campaign goes out."
              placeholder={audience.segmentIds.length === 0 ? 'No segment' : ''}
              searchable
              data={segments.map((segment) => ({ value: segment.id, label: segment.name }))}
              value={audience.segmentIds}
              onChange={(segmentIds) => set({ segmentIds })}
            />
          )}
        </>
      )}
      {lists && segments && lists.length + segments.length > 0 && (
        <div className={classes.more}>
          {excluding ? (
            <>
              {lists.length > 0 && (
                <MultiSelect
                  label="But nobody who is on"
                  placeholder={audience.excludedListIds.length === 0 ? 'Choose lists to leave out' : ''}
                  searchable
                  data={lists.map((list) => ({ value: list.id, label: list.name }))}
                  value={audience.excludedListIds}
                  onChange={(excludedListIds) => set({ excludedListIds })}
                />
              )}
              {segments.length > 0 && (
                <MultiSelect
                  className={classes.more ?? ''}
                  label="And nobody who is in"
                  placeholder={audience.excludedSegmentIds.length === 0 ? 'Choose segments to leave out' : ''}
                  searchable
                  data={segments.map((segment) => ({ value: segment.id, label: segment.name }))}
                  value={audience.excludedSegmentIds}
                  onChange={(excludedSegmentIds) => set({ excludedSegmentIds })}
                />
              )}
            </>
          ) : (
            <button type="button" className="link" onClick={() => setExcluding(true)}>
              Leave somebody out
            </button>
          )}
        </div>
      )}
      <div className={classes.more}>
        <FrequencyChoice audience={audience} onChange={onChange} />
      </div>
    </Section>
  );
}
