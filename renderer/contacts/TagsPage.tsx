import { Button, Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconPlus, IconTag } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Tag } from '#shared/rpc/tags.ts';
import { tagColor } from '#shared/schema/words.ts';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { number } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { RowMenu } from '../ui/RowMenu.tsx';
import { Table } from '../ui/Table.tsx';
import { ContactsTabs } from './ContactsTabs.tsx';
import { MergeTag } from './MergeTag.tsx';
import { useTags } from './queries.ts';
import { colorWord, tagTones } from './tag-colors.ts';
import { useTagActions } from './use-tag-actions.tsx';

/** The tags, their colours, and how many people have each. */
export function TagsPage() {
  const { data: tags } = useTags();
  const { create } = useTagActions();
  const [merging, setMerging] = useState<string | null>(null);
  const merged = tags?.find(({ id }) => id === merging);
  return (
    <Page
      title="Contacts"
      name="Tags"
      fixed
      actions={
        <Button variant="filled" onClick={() => void create()} leftSection={<IconPlus {...ICON} />}>
          New tag
        </Button>
      }
    >
      <div style={{ flex: 1, minWidth: 0, overflow: 'auto' }}>
        <ContactsTabs />
        {!tags ? (
          <Loading />
        ) : tags.length === 0 ? (
          <EmptyState icon={IconTag} title="No tag yet" actions={<Button onClick={() => void create()}>Make a tag</Button>}>
            A word on people: “regular”, “met at the fair”. Campaigns can go to everybody who has one.
          </EmptyState>
        ) : (
          <Table>
            <thead>
              <tr>
                <th>Tag</th>
                <th>Colour</th>
                <th data-right>People</th>
                <th>
                  <VisuallyHidden>Actions</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {tags.map((tag) => (
                <TagRow key={tag.id} tag={tag} others={tags.length > 1} onMerge={() => setMerging(tag.id)} />
              ))}
            </tbody>
          </Table>
        )}
      </div>
      {tags && merged && (
        <MergeTag
          key={merged.id}
          tag={merged}
          others={tags.filter(({ id }) => id !== merged.id)}
          onClose={() => setMerging(null)}
        />
      )}
    </Page>
  );
}

function TagRow({ tag, others, onMerge }: { tag: Tag; others: boolean; onMerge: () => void }) {
  const { rename, recolor, remove } = useTagActions();
  return (
    <tr>
      <td>
        <Link to="/contacts" search={{ tag: tag.id }}>
          <Chip tone={tagTones[tag.color]}>{tag.name}</Chip>
        </Link>
      </td>
      <td>
        <Menu position="bottom-start">
          <Menu.Target>
            <UnstyledButton className="dim" aria-label={`Colour of ${tag.name}: ${colorWord(tag.color)}; change`}>
              {colorWord(tag.color)}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {tagColor.options.map((color) => (
              <Menu.Item key={color} onClick={() => recolor(tag, color)}>
                <Chip tone={tagTones[color]}>{colorWord(color)}</Chip>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </td>
      <td data-right>{tag.contacts === 0 ? <span className="faint">0</span> : number(tag.contacts)}</td>
      <td data-menu>
        <RowMenu
          label={`Change ${tag.name}`}
          items={[
            { label: 'Rename…', onClick: () => void rename(tag) },
            ...(others ? [{ label: 'Merge into another…', onClick: onMerge }] : []),
            { label: 'Delete…', onClick: () => void remove(tag), danger: true },
          ]}
        />
      </td>
    </tr>
  );
}
