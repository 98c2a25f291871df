import { ActionIcon } from '@mantine/core';
import { IconExternalLink, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiKey } from '#shared/rpc/access.ts';
import { api } from '../api.ts';
import { Chip } from '../ui/Chip.tsx';
import { confirm } from '../ui/confirm.tsx';
import { ICON, SMALL_ICON } from '../ui/icons.ts';
import { Section } from '../ui/Section.tsx';
import { Table } from '../ui/Table.tsx';
import { toast } from '../ui/toasts.ts';
import { When } from '../ui/When.tsx';
import { CopyLine } from './CopyLine.tsx';
import classes from './DialectSection.module.css';
import type { servedDialects } from './dialects.ts';
import type { MadeKey } from './made-key.ts';

type Props = { served: (typeof servedDialects)[number]; keys: ApiKey[]; apiAddress: string; made: MadeKey | null };

/** One API: where it is, a call to try, and the keys to it. */
export function DialectSection({ served, keys, apiAddress, made }: Props) {
  const baseUrl = `${apiAddress}${served.prefix}`;
  const mine = keys.find(({ id }) => id === made?.id);
  const key = mine && made ? made.key : 'YOUR_KEY';
  return (
    <Section
      title={served.title}
      aside={
        <span className={classes.links}>
          <a href={`${baseUrl}/reference`} target="_blank" rel="noreferrer" className="link">
            Try it in the reference <IconExternalLink {...SMALL_ICON} />
          </a>
          <a href={`${baseUrl}/openapi.json`} target="_blank" rel="noreferrer" className="link">
            OpenAPI document <IconExternalLink {...SMALL_ICON} />
          </a>
        </span>
      }
    >
      <p className="dim">{served.about}</p>
      {mine && made && (
        <div className={classes.made} role="status">
          <CopyLine label={`The new key${mine.name ? ` “${mine.name}”` : ''}, shown this once`} text={made.key} />
          <p className="small">Copy it now. Letterpress keeps only what it needs to recognise it, and cannot show it again.</p>
        </div>
      )}
      <div className={classes.lines}>
        <CopyLine label="Base URL" text={baseUrl} />
        <CopyLine label="A first call" text={served.example({ baseUrl, key })} />
      </div>
      {keys.length === 0 ? (
        <p className="dim">There is no key for it yet.</p>
      ) : (
        <Table>
          <thead>
            <tr>
              <th>Key</th>
              <th>May</th>
              <th data-right>Made</th>
              <th data-right>Last used</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {keys.map((one) => (
              <KeyRow key={one.id} apiKey={one} />
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { id, name, prefix, kind, scopes } = apiKey;
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.keys.remove({ id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['keys'] });
      toast(`The key ${prefix}… does not open anything any more.`);
    },
  });
  const ask = async () => {
    const yes = await confirm({
      title: `Remove the key ${name ? `“${name}”` : `${prefix}…`}?`,
      body: 'Scripts that use it are refused from then on. It cannot be brought back; make another one instead.',
      confirmLabel: 'Remove key',
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <tr>
      <td>
        {name || <span className="faint">without a name</span>} {kind === 'public' && <Chip tone="info">public</Chip>}
        <div className="mono faint">{prefix}…</div>
      </td>
      <td>
        <span className={classes.scopes}>
          {scopes.map((scope) => (
            <Chip key={scope} tone={scope === 'admin' || scope === 'send' ? 'warn' : 'plain'}>
              {scope}
            </Chip>
          ))}
        </span>
      </td>
      <td data-right className="dim">
        <When at={apiKey.createdAt} />
      </td>
      <td data-right className="dim">
        <When at={apiKey.lastUsedAt} as="ago" />
      </td>
      <td data-right style={{ width: 44 }}>
        <ActionIcon
          aria-label={`Remove the key ${name || prefix}`}
          title="Remove"
          loading={remove.isPending}
          onClick={() => void ask()}
        >
          <IconTrash {...ICON} />
        </ActionIcon>
      </td>
    </tr>
  );
}
