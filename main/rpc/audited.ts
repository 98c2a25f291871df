import type { Noun } from '#shared/rpc/contract.ts';
import { ownerOf } from '../access/access.ts';
import type { WriteDb } from '../db/db.ts';
import type { Workspace } from '../workspace.ts';
import type { AnyHandlers } from './serve.ts';

/** What changes nothing, or nothing that anybody has to answer for. Whatever is not named here is put down. */
const readings: Record<string, readonly string[]> = {
  app: ['info', 'workspaces', 'switchWorkspace'],
  home: ['get'],
  contacts: ['page', 'ids', 'get'],
  person: ['timeline', 'timelineCounts', 'frequency', 'notes', 'beforeErase'],
  listSettings: ['get', 'preview', 'canAsk'],
  segments: ['get', 'count', 'preview', 'eventNames', 'links', 'collect'],
  fields: ['usage'],
  tableViews: ['get', 'set'],
  tags: ['usage'],
  suppressions: ['page', 'get'],
  imports: ['preview', 'paste', 'tryOut', 'watches', 'tryWatched', 'get', 'rejects', 'rejectsFile', 'warnings', 'warningsFile'],
  bulk: ['recent'],
  content: ['render', 'check', 'cleanHtml', 'mergeTags'],
  writing: ['convert', 'importFile'],
  versions: ['get', 'beforeSwitch', 'steps', 'keepSteps'],
  campaigns: ['page', 'get', 'attachments', 'countAudience', 'review', 'report', 'waves'],
  checks: ['awkward'],
  sends: ['messages', 'people', 'reasons', 'person'],
  transports: ['check', 'recognise', 'identities'],
  inbox: ['page', 'get', 'address'],
  keys: ['rates'],
  settings: ['get'],
  mailboxes: ['check', 'readNow'],
  sesEvents: ['test'],
  domains: ['check', 'settings'],
  webhooks: ['types', 'settings', 'deliveries', 'delivery'],
  audit: ['page', 'requests'],
};
const isReading = (noun: string, method: string) => method === 'all' || readings[noun]?.includes(method) === true;

/** A draft is saved with every word, and a form with every switch. */
const GATHER_MS = 5 * 60_000;

/** Has the audit log tell of each changing call of a window that went well: who, what, on what. Bodies are not kept. */
export function audited(
  handlers: AnyHandlers,
  options: { contract: Record<string, Noun>; workspace: Workspace; registry: WriteDb },
): AnyHandlers {
  const { contract, workspace, registry } = options;
  const watched: AnyHandlers = {};
  for (const [noun, methods] of Object.entries(handlers)) {
    const changed = (method: string, input: unknown, answer: unknown) => {
      const owner = ownerOf(registry);
      const given = Object(input) as Record<string, unknown>;
      const id = given.id ?? (Object(answer) as Record<string, unknown>).id ?? given[`${noun.replace(/s$/, '')}Id`];
      workspace.audit.record({
        actor: { type: 'user', id: owner.id, label: owner.name || owner.email },
        via: 'window',
        action: `${noun}.${method}`,
        target: { type: noun, id: typeof id === 'string' ? id : '' },
        details: { fields: Object.keys(given).filter((name) => name !== 'id') },
        ...(method === 'change' ? { gatherMs: GATHER_MS } : {}),
      });
    };
    watched[noun] = Object.fromEntries(
      Object.entries(methods).map(([method, handler]) => {
        if (contract[noun]?.[method]?.kind !== 'call' || isReading(noun, method)) return [method, handler];
        return [
          method,
          async (input: unknown, context: { signal: AbortSignal }) => {
            const answer = await handler(input, context);
            changed(method, input, answer);
            return answer;
          },
        ];
      }),
    );
  }
  return watched;
}
