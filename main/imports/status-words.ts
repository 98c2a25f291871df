import type { MembershipStatus, SuppressionReason } from '#shared/schema/words.ts';
import { fold } from '../contacts/contacts.ts';

/** What another tool's word for a person's status means here. */
type Standing = { status: MembershipStatus; suppress: SuppressionReason | null };

const words: [Standing, string][] = [
  [
    { status: 'subscribed', suppress: null },
    `subscribed|active|aktiv|yes|y|ja|j|true|1|x|opt-in|optin|opted in|opted-in|confirmed|enabled|ok|member|angemeldet|abonniert|bestatigt|
     oui|abonne|inscrit|actif|si|suscrito|activo|iscritto|attivo|sim|inscrito|ativo|tak|zapisany|aktywny|wahr|vrai|aangemeld|actief|geabonneerd|
     aktiivinen|tilmeldt|pamelding|paameldt|subscriber|opt in|opt_in|opted_in|soft bounced|soft bounce|granted|accepted|zapsany|potvrzeno|prenumerant|
     feliratkozott|abonat|εγγεγραμμενος|да|подписан|активен`,
  ],
  [
    { status: 'unsubscribed', suppress: 'unsubscribed' },
    `unsubscribed|inactive|inaktiv|no|n|nein|false|0|opt-out|optout|opted out|opted-out|removed|deleted|disabled|abgemeldet|abbestellt|
     ausgetragen|gekundigt|non|desabonne|desinscrit|inactif|no suscrito|cancelado|baja|disiscritto|cancellato|inattivo|nao|descadastrado|inativo|
     nie|wypisany|nieaktywny|falsch|faux|nee|afgemeld|uitgeschreven|inactief|frameldt|avmeldt|avregistrerad|odhlaseny|odhlasen|leiratkozott|dezabonat|нет|отписан|отписался|unsubscribe|opt_out|opted_out|non-subscribed|nonsubscribed|not subscribed|unconfirmed opt-out`,
  ],
  [
    { status: 'unsubscribed', suppress: 'bounced' },
    'bounced|bounce|hard bounce|hard-bounce|hardbounce|hard bounced|hard_bounced|hardbounced|bounced (hard)|cleaned|undelivered|non-deliverable|unzugestellt|rimbalzato|devuelto|invalid|undeliverable|unzustellbar|rebond|rebote',
  ],
  [
    { status: 'unsubscribed', suppress: 'complained' },
    'complained|complaint|complaints|spam|junk|abuse|abused|spamreport|spam report|spam reported|reported as spam|als spam markiert|marked as spam|spam complaint|reported spam|beschwerde|plainte|queja',
  ],
  [
    { status: 'unsubscribed', suppress: 'blocked' },
    'blocked|blacklisted|blocklisted|blocklist|blacklist|suppressed|banned|gesperrt|bloque|bloqueado|bloccato|geblokkeerd|do not mail|do not email|do not contact|do not market|email blacklisted|quarantined|zablokowany',
  ],
  [
    { status: 'pending', suppress: null },
    'pending|unconfirmed|unbestatigte|pending confirmation|pending_confirmation|awaiting opt-in|non confirme|sin confirmar|non confermato|not confirmed|awaiting confirmation|unbestatigt|ausstehend|en attente|pendiente|in attesa|pendente|oczekujacy|in afwachting|waiting',
  ],
];

const standings = new Map(words.flatMap(([standing, list]) => list.split('|').map((word) => [word.trim(), standing] as const)));

/** Null where the word says nothing known: then nobody may be mailed on a guess. */
export const standingOf = (word: string): Standing | null => standings.get(fold(word.trim())) ?? null;

const noes = new Set([
  '',
  '0',
  'no',
  'n',
  'nein',
  'non',
  'nee',
  'nie',
  'nao',
  'nej',
  'ne',
  'ei',
  'false',
  'falsch',
  'faux',
  'never',
  'none',
  'null',
  '-',
  '–',
  '0000-00-00 00:00:00',
]);

/** Whether a cell says that something did not happen. */
export const isNo = (cell: string): boolean => noes.has(fold(cell.trim()));
