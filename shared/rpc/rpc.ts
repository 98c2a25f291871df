import { appRpc, keysRpc } from './access.ts';
import { auditRpc } from './audit.ts';
import { bulkRpc } from './bulk.ts';
import { campaignsRpc } from './campaigns.ts';
import { checksRpc } from './checks.ts';
import { contactsRpc, listsRpc } from './contacts.ts';
import { brandsRpc, contentRpc, mediaRpc, templatesRpc } from './content.ts';
import type { Client } from './contract.ts';
import { domainsRpc } from './domains.ts';
import { exportsRpc } from './exports.ts';
import { mailboxesRpc } from './feedback.ts';
import { fieldsRpc } from './fields.ts';
import { homeRpc } from './home.ts';
import { importsRpc } from './imports.ts';
import { inboxRpc } from './inbox.ts';
import { listSettingsRpc } from './list-settings.ts';
import { personRpc } from './person.ts';
import { savedBlocksRpc } from './saved-blocks.ts';
import { segmentsRpc } from './segments.ts';
import { sendsRpc } from './sends.ts';
import { sesEventsRpc } from './ses-events.ts';
import { settingsRpc } from './settings.ts';
import { suppressionsRpc } from './suppressions.ts';
import { tableViewsRpc } from './table-views.ts';
import { tagsRpc } from './tags.ts';
import { transportsRpc } from './transports.ts';
import { versionsRpc } from './versions.ts';
import { webhooksRpc } from './webhooks.ts';
import { writingRpc } from './writing.ts';

/** The contract's own type, by the names of its parts: written out in full it would be more than the compiler writes down. */
export type Contract = {
  app: typeof appRpc;
  home: typeof homeRpc;
  contacts: typeof contactsRpc;
  person: typeof personRpc;
  lists: typeof listsRpc;
  listSettings: typeof listSettingsRpc;
  segments: typeof segmentsRpc;
  fields: typeof fieldsRpc;
  tableViews: typeof tableViewsRpc;
  tags: typeof tagsRpc;
  suppressions: typeof suppressionsRpc;
  imports: typeof importsRpc;
  bulk: typeof bulkRpc;
  exports: typeof exportsRpc;
  brands: typeof brandsRpc;
  media: typeof mediaRpc;
  content: typeof contentRpc;
  templates: typeof templatesRpc;
  savedBlocks: typeof savedBlocksRpc;
  writing: typeof writingRpc;
  versions: typeof versionsRpc;
  campaigns: typeof campaignsRpc;
  checks: typeof checksRpc;
  sends: typeof sendsRpc;
  transports: typeof transportsRpc;
  inbox: typeof inboxRpc;
  keys: typeof keysRpc;
  settings: typeof settingsRpc;
  mailboxes: typeof mailboxesRpc;
  sesEvents: typeof sesEventsRpc;
  domains: typeof domainsRpc;
  webhooks: typeof webhooksRpc;
  audit: typeof auditRpc;
};

/** Everything that the renderer may ask of the main process. There is no other list of it. */
export const contract: Contract = {
  app: appRpc,
  home: homeRpc,
  contacts: contactsRpc,
  person: personRpc,
  lists: listsRpc,
  listSettings: listSettingsRpc,
  segments: segmentsRpc,
  fields: fieldsRpc,
  tableViews: tableViewsRpc,
  tags: tagsRpc,
  suppressions: suppressionsRpc,
  imports: importsRpc,
  bulk: bulkRpc,
  exports: exportsRpc,
  brands: brandsRpc,
  media: mediaRpc,
  content: contentRpc,
  templates: templatesRpc,
  savedBlocks: savedBlocksRpc,
  writing: writingRpc,
  versions: versionsRpc,
  campaigns: campaignsRpc,
  checks: checksRpc,
  sends: sendsRpc,
  transports: transportsRpc,
  inbox: inboxRpc,
  keys: keysRpc,
  settings: settingsRpc,
  mailboxes: mailboxesRpc,
  sesEvents: sesEventsRpc,
  domains: domainsRpc,
  webhooks: webhooksRpc,
  audit: auditRpc,
};
export type Api = Client<Contract>;
