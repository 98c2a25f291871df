import type { Handlers } from '#shared/rpc/contract.ts';
import { type Contract, contract } from '#shared/rpc/rpc.ts';
import type { WriteDb } from '../db/db.ts';
import type { Workspace } from '../workspace.ts';
import { type AppFacts, appHandlers, type WindowPorts } from './app.ts';
import { auditHandlers } from './audit.ts';
import { audited } from './audited.ts';
import { brandsHandlers } from './brands.ts';
import { bulkHandlers } from './bulk.ts';
import { campaignsHandlers } from './campaigns.ts';
import { checksHandlers } from './checks.ts';
import { contactsHandlers } from './contacts.ts';
import { contentHandlers } from './content.ts';
import { domainsHandlers } from './domains.ts';
import { exportsHandlers } from './exports.ts';
import { mailboxesHandlers } from './feedback.ts';
import { fieldsHandlers } from './fields.ts';
import { homeHandlers } from './home.ts';
import { importsHandlers } from './imports.ts';
import { inboxHandlers } from './inbox.ts';
import { keysHandlers } from './keys.ts';
import { listSettingsHandlers } from './list-settings.ts';
import { listsHandlers } from './lists.ts';
import { mediaHandlers } from './media.ts';
import { personHandlers } from './person.ts';
import { savedBlocksHandlers } from './saved-blocks.ts';
import { segmentsHandlers } from './segments.ts';
import { sendsHandlers } from './sends.ts';
import type { AnyHandlers } from './serve.ts';
import { sesEventsHandlers } from './ses-events.ts';
import { settingsHandlers } from './settings.ts';
import { suppressionsHandlers } from './suppressions.ts';
import { tableViewsHandlers } from './table-views.ts';
import { tagsHandlers } from './tags.ts';
import { templatesHandlers } from './templates.ts';
import { transportsHandlers } from './transports.ts';
import { versionsHandlers } from './versions.ts';
import { webhooksHandlers } from './webhooks.ts';
import { writingHandlers } from './writing.ts';

export type { AppFacts } from './app.ts';
export { serve } from './serve.ts';

/** The whole contract answered for one workspace. A noun or a procedure that is missing does not compile. */
export function createHandlers(parts: {
  workspace: Workspace;
  registry: WriteDb;
  app: AppFacts;
  window: WindowPorts;
}): AnyHandlers {
  const { workspace } = parts;
  const handlers = {
    app: appHandlers(workspace, parts),
    home: homeHandlers(workspace),
    contacts: contactsHandlers(workspace),
    person: personHandlers(workspace),
    lists: listsHandlers(workspace),
    listSettings: listSettingsHandlers(workspace),
    segments: segmentsHandlers(workspace),
    fields: fieldsHandlers(workspace),
    tableViews: tableViewsHandlers(workspace),
    tags: tagsHandlers(workspace),
    suppressions: suppressionsHandlers(workspace),
    imports: importsHandlers(workspace),
    bulk: bulkHandlers(workspace),
    exports: exportsHandlers(workspace),
    brands: brandsHandlers(workspace),
    media: mediaHandlers(workspace),
    content: contentHandlers(workspace),
    templates: templatesHandlers(workspace),
    savedBlocks: savedBlocksHandlers(workspace),
    writing: writingHandlers(workspace),
    versions: versionsHandlers(workspace),
    campaigns: campaignsHandlers(workspace),
    checks: checksHandlers(workspace),
    sends: sendsHandlers(workspace),
    transports: transportsHandlers(workspace),
    inbox: inboxHandlers(workspace),
    keys: keysHandlers(workspace, parts.registry),
    settings: settingsHandlers(workspace, parts),
    mailboxes: mailboxesHandlers(workspace),
    sesEvents: sesEventsHandlers(workspace),
    domains: domainsHandlers(workspace),
    webhooks: webhooksHandlers(workspace),
    audit: auditHandlers(workspace, parts.registry),
  } satisfies { [Noun in keyof Contract]: Handlers<Contract[Noun]> };
  // Each handler was just checked against its own types; whoever serves them calls them by name and parses by the contract.
  return audited(handlers as unknown as AnyHandlers, { contract, workspace, registry: parts.registry });
}
