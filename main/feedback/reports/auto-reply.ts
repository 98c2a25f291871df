import type { Mail } from './mail.ts';

/** Whether a machine answered in somebody's place: an absence, a receipt, a ticket. Asked once it is no delivery report. */
export function isAutoReply(mail: Mail): boolean {
  const says = (name: string, what: RegExp) => mail.headers(name).some((value) => what.test(value));
  const has = (name: string) => mail.headers(name).length > 0;
  if (says('auto-submitted', /^auto-replied/i)) return true;
  if (MARKS.some(has)) return true;
  if (says('precedence', /^auto_?reply/i) || says('x-precedence', /^auto_?reply/i) || says('x-mailer', /vacation|autorespond/i))
    return true;
  // A newsletter is generated as well, and nobody's answer.
  if (has('list-id') || has('list-unsubscribe')) return false;
  return ABSENT.test(mail.subject) || (says('auto-submitted', /^auto-/i) && isAnswer(mail));
}

/** Whether it answers to something. */
export const isAnswer = (mail: Mail): boolean =>
  mail.headers('in-reply-to').length > 0 ||
  mail.headers('references').length > 0 ||
  /^\s*(re|aw|antw|sv|vs|odp|rif|r|ref)(\[\d+\])?\s*:/i.test(mail.subject);

/** Headers that only such answers have. */
const MARKS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-autoreply-from',
  'x-auto-reply-from',
  'x-ms-exchange-inbox-rules-loop',
  'x-exchange-oof',
  'x-vacation',
];

/** How mail programs name an absence, in the languages of Europe's larger mail hosts. */
const ABSENT = new RegExp(
  [
    'out of (the )?office|automatic reply|auto(matic)?[ -]?(reply|response|responder)|away from (my|the) (mail|office|desk)|on (vacation|leave|holiday)|vacation reply',
    'abwesen(d|heit)|automatische antwort|nicht im (büro|haus)|autoantwort|au(ß|ss)er haus',
    "absen(t|ce) du bureau|réponse automatique|message d'absence|en congés?",
    'respuesta automática|fuera de (la )?oficina|ausencia|estoy de vacaciones',
    'risposta automatica|fuori (sede|ufficio)|assente|assenza',
    'automatisch antwoord|afwezig(heid)?|niet aanwezig|buiten kantoor',
    'automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź|nieobecn(y|a|ość)|poza biurem',
  ].join('|'),
  'iu',
);
