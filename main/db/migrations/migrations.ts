import type { Migration } from '../migrate.ts';
import { access } from './registry/0010-access.ts';
import { contacts } from './workspace/0010-contacts.ts';
import { content } from './workspace/0020-content.ts';
import { delivery } from './workspace/0030-delivery.ts';
import { events } from './workspace/0040-events.ts';
import { accounts } from './workspace/0050-accounts.ts';

/** Both lists go up and are never rewritten: a step that was released is history. */
export const registryMigrations: readonly Migration[] = [access];
export const workspaceMigrations: readonly Migration[] = [contacts, content, delivery, events, accounts];
