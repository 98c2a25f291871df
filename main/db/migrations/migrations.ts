import type { Migration } from '../migrate.ts';
import { access } from './registry/0010-access.ts';
import { rates } from './registry/0020-rates.ts';
import { contacts } from './workspace/0010-contacts.ts';
import { content } from './workspace/0020-content.ts';
import { delivery } from './workspace/0030-delivery.ts';
import { events } from './workspace/0040-events.ts';
import { accounts } from './workspace/0050-accounts.ts';
import { accountFacts } from './workspace/0055-account-facts.ts';
import { pace } from './workspace/0057-pace.ts';
import { outcomes } from './workspace/0060-outcomes.ts';
import { signing } from './workspace/0065-signing.ts';
import { attachments } from './workspace/0066-attachments.ts';
import { mailboxes } from './workspace/0070-mailboxes.ts';
import { domains } from './workspace/0080-domains.ts';
import { sesEvents } from './workspace/0085-ses-events.ts';
import { dispatch } from './workspace/0090-dispatch.ts';
import { preparing } from './workspace/0095-preparing.ts';
import { importShapes } from './workspace/0100-import-shapes.ts';
import { importJournal } from './workspace/0110-import-journal.ts';
import { finding } from './workspace/0120-finding.ts';
import { fields } from './workspace/0130-fields.ts';
import { segments } from './workspace/0140-segments.ts';
import { keeping } from './workspace/0150-keeping.ts';
import { departures } from './workspace/0170-departures.ts';
import { writing } from './workspace/0180-writing.ts';
import { sendConditions } from './workspace/0190-send-conditions.ts';
import { brandKitColumn } from './workspace/0200-brand-kit.ts';
import { changesTold } from './workspace/0210-changes-told.ts';
import { keptSets } from './workspace/0220-kept-sets.ts';
import { webhooks } from './workspace/0230-webhooks.ts';
import { programs } from './workspace/0240-programs.ts';
import { recipients } from './workspace/0280-recipients.ts';
import { feed } from './workspace/0290-feed.ts';
import { undoLogs } from './workspace/0320-undo-logs.ts';
import { beyondAscii } from './workspace/0340-beyond-ascii.ts';
import { toldByAll } from './workspace/0350-told-by-all.ts';

/** Both lists go up and are never rewritten: a step that was released is history. */
export const registryMigrations: readonly Migration[] = [access, rates];
export const workspaceMigrations: readonly Migration[] = [
  contacts,
  content,
  delivery,
  events,
  accounts,
  accountFacts,
  pace,
  outcomes,
  signing,
  attachments,
  mailboxes,
  domains,
  sesEvents,
  dispatch,
  preparing,
  importShapes,
  importJournal,
  finding,
  fields,
  segments,
  keeping,
  departures,
  writing,
  sendConditions,
  brandKitColumn,
  changesTold,
  keptSets,
  webhooks,
  programs,
  recipients,
  feed,
  undoLogs,
  beyondAscii,
  toldByAll,
];
