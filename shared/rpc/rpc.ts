import { appRpc, keysRpc } from './access.ts';
import { campaignsRpc } from './campaigns.ts';
import { contactsRpc, fieldsRpc, listsRpc, suppressionsRpc, tagsRpc } from './contacts.ts';
import { brandsRpc, contentRpc, mediaRpc, templatesRpc } from './content.ts';
import type { Client } from './contract.ts';
import { domainsRpc } from './domains.ts';
import { mailboxesRpc } from './feedback.ts';
import { homeRpc } from './home.ts';
import { importsRpc } from './imports.ts';
import { inboxRpc } from './inbox.ts';
import { sendsRpc } from './sends.ts';
import { sesEventsRpc } from './ses-events.ts';
import { settingsRpc } from './settings.ts';
import { transportsRpc } from './transports.ts';

/** Everything that the renderer may ask of the main process. There is no other list of it. */
export const contract = {
  app: appRpc,
  home: homeRpc,
  contacts: contactsRpc,
  lists: listsRpc,
  fields: fieldsRpc,
  tags: tagsRpc,
  suppressions: suppressionsRpc,
  imports: importsRpc,
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
