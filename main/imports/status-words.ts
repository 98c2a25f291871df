import type { MembershipStatus, SuppressionReason } from '#shared/schema/words.ts';
import { fold } from '../contacts/contacts.ts';

/** What another tool's word for a person's status means here. */
type Standing = { status: MembershipStatus; suppress: SuppressionReason | null };

const words: [Standing, string][] = [
  [
    { status: 'subscribed', suppress: null },
    `subscribed|active|aktiv|yes|y|ja|j|true|1|x|opt-in|optin|opted in|opted-in|confirmed|enabled|ok|member|angemeldet|abonniert|bestatigt|
     oui|abonne|inscrit|actif|si|suscrito|activo|iscritto|attivo|sim|inscrito|ativo|tak|zapisany|aktywny|wahr|vrai|aangemeld|actief|geabonneerd|
     aktiivinen|tilmeldt|pamelding`,
  ],
  [
    { status: 'unsubscribed', suppress: 'unsubscribed' },
    `unsubscribed|inactive|inaktiv|no|n|nein|false|0|opt-out|optout|opted out|opted-out|removed|deleted|disabled|abgemeldet|abbestellt|
     ausgetragen|gekundigt|non|desabonne|desinscrit|inactif|no suscrito|cancelado|baja|disiscritto|cancellato|inattivo|nao|descadastrado|inativo|
     nie|wypisany|nieaktywny|falsch|faux|nee|afgemeld|uitgeschreven|inactief|frameldt|non-subscribed|nonsubscribed|not subscribed|unconfirmed opt-out`,
  ],
  [
    { status: 'unsubscribed', suppress: 'bounced' },
    'bounced|bounce|hard bounce|hard-bounce|hardbounce|hard bounced|hard_bounced|cleaned|invalid|undeliverable|unzustellbar|rebond|rebote',
  ],
  [
    { status: 'unsubscribed', suppress: 'complained' },
    'complained|complaint|spam|abuse|marked as spam|spam complaint|reported spam|beschwerde|plainte|queja',
  ],
  [
    { status: 'unsubscribed', suppress: 'blocked' },
    'blocked|blacklisted|blocklisted|blocklist|blacklist|suppressed|banned|gesperrt|bloque|bloqueado|bloccato|geblokkeerd|do not mail|do not email',
  ],
  [
    { status: 'pending', suppress: null },
    'pending|unconfirmed|not confirmed|awaiting confirmation|unbestatigt|ausstehend|en attente|pendiente|in attesa|pendente|oczekujacy|in afwachting|waiting',
  ],
];

const standings = new Map(words.flatMap(([standing, list]) => list.split('|').map((word) => [word.trim(), standing] as const)));

/** Null where the word says nothing known: then nobody may be mailed on a guess. */
export const standingOf = (word: string): Standing | null => standings.get(fold(word.trim())) ?? null;
