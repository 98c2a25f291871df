import type { Target } from '#shared/rpc/imports.ts';
import { fold } from '../contacts/contacts.ts';

type Tool = {
  name: string;
  /** Columns that only its exports have; all of a group have to be there. */
  signs: readonly (readonly string[])[];
  /** What its columns mean where their names alone do not say it. */
  columns: Readonly<Record<string, Target>>;
  /** What its words for a status mean where other tools use them otherwise. */
  words?: Readonly<Record<string, string>>;
};

const left = { to: 'suppressed', reason: 'unsubscribed' } as const;
const bounced = { to: 'suppressed', reason: 'bounced' } as const;
const blocked = { to: 'suppressed', reason: 'blocked' } as const;
const since = { to: 'consentAt' } as const;
const status = { to: 'status' } as const;
const nothing = { to: 'nothing' } as const;

/** Programs whose exports are known by their columns. The first that fits is it. */
const tools: readonly Tool[] = [
  {
    name: 'Mailchimp',
    signs: [
      ['member_rating', 'leid'],
      ['leid', 'euid'],
      ['optin_time', 'confirm_time', 'last_changed'],
    ],
    columns: {
      optin_time: nothing,
      confirm_time: since,
      unsub_time: left,
      clean_time: bounced,
      leid: nothing,
      euid: nothing,
      gmtoff: nothing,
      dstoff: nothing,
      optin_ip: nothing,
      confirm_ip: nothing,
      last_changed: nothing,
      unsub_campaign_title: nothing,
      unsub_campaign_id: nothing,
      clean_campaign_title: nothing,
      clean_campaign_id: nothing,
    },
  },
  {
    name: 'Brevo',
    signs: [
      ['email', 'added_time', 'modified_time'],
      ['contact id', 'email', 'sms'],
      ['email', 'email_blacklisted'],
      ['email', 'sms', 'email blacklisted'],
    ],
    columns: {
      added_time: nothing,
      modified_time: nothing,
      'contact id': nothing,
      email_blacklisted: blocked,
      'email blacklisted': blocked,
      email_marketing: status,
      blocklisted: blocked,
      sms_blacklisted: nothing,
    },
  },
  {
    name: 'listmonk',
    signs: [['uuid', 'email', 'name', 'attributes', 'status']],
    columns: { uuid: nothing, attributes: nothing, created_at: nothing, updated_at: nothing, status },
  },
  {
    name: 'MailerLite',
    signs: [
      ['subscriber', 'sent', 'opens', 'clicks'],
      ['email', 'sent', 'opened', 'clicked', 'subscribed'],
      ['email', 'opted in', 'opt-in ip'],
    ],
    columns: {
      subscriber: { to: 'email' },
      subscribed: since,
      'subscribed at': since,
      'date subscribed': since,
      unsubscribed: left,
      'unsubscribed at': left,
      status,
      type: status,
      'opt-in ip': nothing,
    },
    words: { junk: 'complained' },
  },
  {
    name: 'Sendy',
    signs: [
      ['name', 'email', 'last activity', 'status'],
      ['name', 'email', 'last_activity', 'status'],
      ['email', 'last campaign', 'soft bounced'],
    ],
    columns: { status, 'last activity': nothing, last_activity: nothing },
    words: { 'soft bounced': 'subscribed', 'marked as spam': 'complained' },
  },
  {
    name: 'CleverReach',
    signs: [
      ['email', 'activated', 'deactivated'],
      ['email', 'activated', 'registered'],
      ['e-mail', 'aktiviert', 'deaktiviert'],
    ],
    columns: {
      registered: nothing,
      activated: since,
      deactivated: left,
      bounced,
      aktiviert: since,
      deaktiviert: left,
      registriert: nothing,
      imported: nothing,
    },
  },
  {
    name: 'rapidmail',
    signs: [
      ['e-mail', 'status', 'erstellt am', 'recipientlist_id'],
      ['email', 'foreign_id', 'recipientlist_id'],
      ['empfanger-id', 'e-mail', 'status'],
      ['email', 'mailtype', 'foreign_id', 'status'],
    ],
    columns: {
      status,
      recipientlist_id: nothing,
      foreign_id: nothing,
      mailtype: nothing,
      'empfanger-id': nothing,
      activated: since,
    },
    words: { new: 'pending', neu: 'pending', geloscht: 'unsubscribed', abused: 'complained' },
  },
  {
    name: 'ActiveCampaign',
    signs: [
      ['email', 'subscriber id', 'date created'],
      ['email', 'contact id', 'list status'],
      ['email', 'contact id', 'date created', 'ip address'],
    ],
    columns: {
      'subscriber id': nothing,
      'contact id': nothing,
      'list status': status,
      status,
      'ip address': nothing,
      'email bounced': bounced,
    },
    words: { '0': 'pending', '1': 'subscribed', '2': 'unsubscribed', '3': 'bounced' },
  },
  {
    name: 'HubSpot',
    signs: [
      ['record id', 'email', 'lead status'],
      ['record id', 'email', 'create date'],
      ['contact id', 'email', 'lifecycle stage'],
      ['record id', 'unsubscribed from all email'],
    ],
    columns: {
      'record id': nothing,
      'contact id': nothing,
      'unsubscribed from all email': left,
      'opted out of all email': left,
      'email hard bounce reason': bounced,
      'hard bounce reason': bounced,
      'invalid email address': bounced,
      'marketing contact status': nothing,
    },
  },
  {
    name: 'Constant Contact',
    signs: [
      ['email address', 'email status', 'email permission status'],
      ['email address', 'email lists', 'source name'],
      ['email address', 'confirmed opt-out date'],
      ['email address', 'status', 'email lists'],
    ],
    columns: {
      'email status': status,
      'email permission status': status,
      'confirmed opt-out date': left,
      'email lists': nothing,
      'source name': nothing,
    },
    words: {
      expressed: 'subscribed',
      implied: 'subscribed',
      explicit: 'subscribed',
      implicit: 'subscribed',
      'temp hold': 'unsubscribed',
      'pending confirmation': 'pending',
      'no permission set': 'pending',
    },
  },
  {
    name: 'Klaviyo',
    signs: [
      ['klaviyo id', 'email'],
      ['email', 'email marketing consent', 'email suppressions'],
    ],
    columns: { 'klaviyo id': nothing, 'email marketing consent': status, 'email suppressions': blocked },
    words: { 'never subscribed': 'pending', never_subscribed: 'pending' },
  },
];

export type KnownTool = {
  name: string;
  targetOf: (columnName: string) => Target | undefined;
  words: Readonly<Record<string, string>>;
};

const plain = (name: string): string => fold(name.trim());

/** The program that has written a file with these columns; null where none is known. */
export function knownTool(header: readonly string[]): KnownTool | null {
  const columns = new Set(header.map(plain));
  const tool = tools.find(({ signs }) => signs.some((group) => group.every((name) => columns.has(name))));
  if (!tool) return null;
  return { name: tool.name, targetOf: (name) => tool.columns[plain(name)], words: tool.words ?? {} };
}
