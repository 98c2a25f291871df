import { z } from 'zod';
import type { auditRpc } from '#shared/rpc/audit.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { listKeys } from '../access/access.ts';
import { redacted } from '../audit/audit.ts';
import type { WriteDb } from '../db/db.ts';
import type { Workspace } from '../workspace.ts';

const names = z.array(z.string()).catch([]);

export const auditHandlers = ({ id, audit }: Workspace, registry: WriteDb) =>
  ({
    page: ({ before, limit }) => {
      const entries = audit.page({ before, limit: limit + 1 });
      const shown = entries.slice(0, limit);
      return {
        rows: shown.map((entry) => ({
          id: entry.publicId,
          at: entry.at,
          actorType: entry.actorType,
          actorLabel: entry.actorLabel,
          via: entry.via,
          action: entry.action,
          targetType: entry.targetType,
          targetId: entry.targetId,
          fields: names.parse(entry.details.fields),
        })),
        next: entries.length > limit ? (shown.at(-1)?.id ?? null) : null,
      };
    },
    requests: () => {
      const keys = new Map(listKeys(registry, id).map((key) => [key.id, key.name || `${key.prefix}…`]));
      return audit.requests.all().map(({ keyId, asked, answered, ...request }) => ({
        ...request,
        key: keys.get(keyId) ?? '',
        asked: asked === null || asked === undefined ? '' : JSON.stringify(redacted(asked), null, 2),
        answered: answered === null ? '' : JSON.stringify(redacted(parsed(answered)), null, 2),
      }));
    },
  }) satisfies Handlers<typeof auditRpc>;

/** An answer that is no JSON is shown as the text that it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
