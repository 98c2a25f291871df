import { appRpc, keysRpc } from './access.ts';
import { bulkRpc } from './bulk.ts';
import { campaignsRpc } from './campaigns.ts';
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
import { personRpc } from './person.ts';
import { segmentsRpc } from './segments.ts';
import { sendsRpc } from './sends.ts';
import { sesEventsRpc } from './ses-events.ts';
import { settingsRpc } from './settings.ts';
import { suppressionsRpc } from './suppressions.ts';
import { tableViewsRpc } from './table-views.ts';
import { tagsRpc } from './tags.ts';
import { transportsRpc } from './transports.ts';

/** Everything that the renderer may ask of the main process. There is no other list of it. */
export const contract = {
  app: appRpc,
  home: homeRpc,
  contacts: contactsRpc,
  person: personRpc,
  lists: listsRpc,
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
  campaigns: campaignsRpc,
  sends: sendsRpc,
  transports: transportsRpc,
  inbox: inboxRpc,
  keys: keysRpc,
  settings: settingsRpc,
  mailboxes: mailboxesRpc,
  sesEvents: sesEventsRpc,
  domains: domainsRpc,
};

export type Contract = typeof contract;
export type Api = Client<Contract>;
