import type { Dialect } from '#shared/schema/words.ts';
import { invalid, notFound } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { ReadDb } from '../db/db.ts';
import { lastEventId } from '../events/events.ts';
import { makeDue } from './deliveries.store.ts';
import {
  allEndpoints,
  countEndpoints,
  deleteEndpoint,
  type Endpoint,
  endpointById,
  insertEndpoint,
  noteHealth,
  updateEndpoint,
} from './endpoints.store.ts';
import type { WebhookOptions } from './options.ts';
import { placesFor } from './places.ts';
import { secretName } from './secret-name.ts';
import { mayBePrivate } from './settings.store.ts';

const MOST_ENDPOINTS = 50;
const LONGEST_URL = 2_000;
const SECRET = { min: 16, max: 128 };

export type NewEndpoint = {
  dialect: Dialect;
  url: string;
  /** Names of the dialect, or `*`. */
  events: readonly string[];
  /** 16 to 128 characters; one is made if there is none. */
  secret?: string | undefined;
  enabled?: boolean | undefined;
  /** Whether it may be in a private network, this computer included; only where the workspace allows that. */
  allowPrivate?: boolean | undefined;
};
export type EndpointChange = { [Name in keyof Omit<NewEndpoint, 'dialect'>]?: NewEndpoint[Name] | undefined };

export function requireEndpoint(db: ReadDb, publicId: string): Endpoint {
  const endpoint = endpointById(db, publicId);
  if (!endpoint) throw notFound('webhooks.unknown', 'There is no such webhook.');
  return endpoint;
}

/** Who is told what. `changed` is called after each change. */
export function createEndpoints(options: WebhookOptions & { changed: () => void }) {
  const { db, clock, secrets, styles, changed } = options;
  const styleOf = (dialect: Dialect) => {
    const style = styles.find((one) => one.dialect === dialect);
    if (!style) throw invalid('webhooks.dialect', 'There are no webhooks in this API.', { dialect: 'has no webhooks' });
    return style;
  };
  const checkEvents = (dialect: Dialect, events: readonly string[]): string[] => {
    const chosen = [...new Set(events)];
    const unknown = chosen.find((name) => name !== '*' && !styleOf(dialect).types.includes(name));
    if (chosen.length === 0) throw invalid('webhooks.events', 'Choose at least one event.', { events: 'is empty' });
    if (unknown !== undefined)
      throw invalid('webhooks.events', `There is no event “${unknown.slice(0, 80)}”.`, { events: 'has an unknown name' });
    return chosen;
  };

  const checkPrivate = (wanted: boolean, had: boolean): boolean => {
    // What was allowed while the workspace allowed it stays so, and has no effect as long as that is off.
    if (wanted && !had && !mayBePrivate(db))
      throw invalid('webhooks.private', 'Calls into private networks are off for all webhooks of this workspace.', {
        allowPrivate: 'is off in this workspace',
      });
    return wanted;
  };

  return {
    /** Newest first. */
    all: (dialect?: Dialect): Endpoint[] => allEndpoints(db).filter((one) => dialect === undefined || one.dialect === dialect),
    get: (publicId: string): Endpoint => requireEndpoint(db, publicId),
    /** The last four characters of a secret: enough to tell which one it is. */
    secretHint: ({ publicId }: Pick<Endpoint, 'publicId'>): string => (secrets.get(secretName(publicId)) ?? '').slice(-4),
    /** It is told what happens from now on. The secret is answered this once. */
    create: (wanted: NewEndpoint): { endpoint: Endpoint; secret: string } => {
      if (countEndpoints(db) >= MOST_ENDPOINTS) throw invalid('webhooks.many', `There are ${MOST_ENDPOINTS} webhooks already.`);
      const secret = wanted.secret ?? styleOf(wanted.dialect).newSecret();
      const facts = {
        publicId: newId(clock()),
        dialect: wanted.dialect,
        url: checkUrl(wanted.url),
        events: checkEvents(wanted.dialect, wanted.events),
        enabled: wanted.enabled ?? true,
        allowPrivate: checkPrivate(wanted.allowPrivate ?? false, false),
      };
      // The secret first: without its row it harms nobody, and a row without it would sign with nothing.
      secrets.set(secretName(facts.publicId), checkSecret(secret));
      const endpoint = db.transaction(() => {
        insertEndpoint(db, { facts, readTo: lastEventId(db), now: clock() });
        const made = requireEndpoint(db, facts.publicId);
        placesFor(db, { endpoint: made, style: styleOf(made.dialect), now: clock() });
        return made;
      });
      changed();
      return { endpoint, secret };
    },
    change: (publicId: string, change: EndpointChange): Endpoint => {
      const before = requireEndpoint(db, publicId);
      const facts = {
        ...before,
        url: change.url === undefined ? before.url : checkUrl(change.url),
        events: change.events === undefined ? before.events : checkEvents(before.dialect, change.events),
        enabled: change.enabled ?? before.enabled,
        allowPrivate: checkPrivate(change.allowPrivate ?? before.allowPrivate, before.allowPrivate),
      };
      if (change.secret !== undefined) secrets.set(secretName(publicId), checkSecret(change.secret));
      db.transaction(() => {
        updateEndpoint(db, { facts, now: clock() });
        // While it was off nothing was meant for it.
        const anew = !before.enabled && facts.enabled;
        placesFor(db, { endpoint: facts, style: styleOf(before.dialect), now: clock(), anew });
        if (change.enabled || change.url !== undefined) comeBack(before);
      });
      changed();
      return requireEndpoint(db, publicId);
    },
    remove: (publicId: string): void => {
      requireEndpoint(db, publicId);
      deleteEndpoint(db, publicId);
      secrets.remove(secretName(publicId));
      changed();
    },
    /** Calls it again after it was paused; what waited, and what happened since, is said now. */
    resume: (publicId: string): void => {
      const endpoint = requireEndpoint(db, publicId);
      db.transaction(() => comeBack(endpoint));
      changed();
    },
  };

  function comeBack({ id }: Endpoint): void {
    noteHealth(db, { id, failures: 0, failingSince: null, restUntil: 0, paused: '' });
    makeDue(db, { endpointId: id, now: clock() });
  }
}

function checkUrl(text: string): string {
  const wrong = (why: string) => invalid('webhooks.url', `The address ${why}.`, { url: why });
  if (text.length > LONGEST_URL) throw wrong('is too long');
  if (!URL.canParse(text)) throw wrong('is not a web address');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw wrong('has to begin with https:// or http://');
  if (url.username || url.password) throw wrong('must not hold a user name or a password');
  return url.href;
}

function checkSecret(secret: string): string {
  if (secret.length >= SECRET.min && secret.length <= SECRET.max) return secret;
  const why = `has to have ${SECRET.min} to ${SECRET.max} characters`;
  throw invalid('webhooks.secret', `The secret ${why}.`, { secret: why });
}
