import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconTemplate } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DocumentKind } from '#shared/content/document.ts';
import { ICON, SMALL_ICON } from '../../ui/icons.ts';
import { toastError } from '../../ui/toasts.ts';
import { useDraft, useSession } from '../store/context.ts';
import { keepAsTemplate } from './keep-as-template.ts';
import { switchWay } from './switch-way.ts';
import { kindsOfWriting, ways } from './ways.ts';

/** How the message is written, and the other ways to write it. */
export function WayMenu() {
  const session = useSession();
  const queries = useQueryClient();
  const { document } = useDraft();
  const change = useMutation({
    mutationFn: (to: DocumentKind) => switchWay(session, to),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['versions'] }),
    onError: toastError,
  });
  const { label, Icon } = ways[document.kind];
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <Button
          aria-label={`Written as ${label}`}
          loading={change.isPending}
          leftSection={<Icon {...SMALL_ICON} />}
          rightSection={<IconChevronDown {...SMALL_ICON} />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kindsOfWriting.map((kind) => {
          const way = ways[kind];
          return (
            <Menu.Item
              key={kind}
              leftSection={<way.Icon {...ICON} />}
              disabled={kind === document.kind}
              onClick={() => change.mutate(kind)}
            >
              {way.label}
              <div className="faint small">{way.about}</div>
            </Menu.Item>
          );
        })}
        <Menu.Divider role="separator" />
        <Menu.Item leftSection={<IconTemplate {...ICON} />} onClick={() => void keepAsTemplate(session)}>
          Keep as a template…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
