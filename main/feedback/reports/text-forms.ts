/**
 * What stands before the address that failed, by mail system. The most particular first; `address` where the address
 * stands within. Taken from what these systems are known to write.
 */
export const introductions: readonly RegExp[] = [
  // qmail, qmail-ldap and their relatives
  /This is the qmail[\w-]* program[\s\S]{0,600}?(?=^<?[^\s<>@]{1,64}@[^\s<>]{3,255}>?:)/m,
  // James, and others that number the reasons
  /Failed recipient\(s\):/i,
  // Exim; 1&1, GMX and WEB.DE write almost the same
  /the following address(?:\(es\)|es)? (?:failed|had (?:permanent|delivery)[^\n]{0,40}):/i,
  /address(?:es)? to which the message has not yet been delivered (?:is|are):/i,
  // sendmail, AOL
  /(?<!-)-{3,20}\s{0,9}The following addresses had [^\n]{0,80}/i,
  // smail 3, T-Online
  /Failed addresses follow:\s*-*\|?/i,
  // Exchange from 5.5 on, hMailServer, MailEnable
  /did not reach the following recipient\(s\):/i,
  /following recipient(?:\(s\)|s)? (?:could not|cannot|can't) be (?:reached|delivered)[^\n]{0,80}:/i,
  /Delivery has failed to these recipients or (?:groups|distribution lists):/i,
  /Delivery to the following recipients? (?:failed|has been delayed|(?:was|were) aborted)[^\n]{0,60}[:.]/i,
  /Die Zustellung an folgende Empf(?:ä|ae)nger ist fehlgeschlagen[^\n]{0,60}:/i,
  /Fehler bei der Nachrichtenzustellung an folgende Empf(?:ä|ae)nger[^\n]{0,60}:?/i,
  /(?:Échec|Echec) de la remise (?:à|pour) ces destinataires[^\n]{0,60}:/i,
  /Error de entrega a estos destinatarios[^\n]{0,60}:/i,
  // Domino, GroupWise
  /was not delivered to:/i,
  /undeliverable to the following:/i,
  // CommuniGate Pro, IronPort, MDaemon, XMail, Oracle Messaging Server
  /Failed to deliver to '<?(?<address>[^'>\s]{3,320})>?'/i,
  /The following message to <(?<address>[^<>\s]{3,320})> was undeliverable/i,
  /XMail bounce: Rcpt=\[(?<address>[^\]\s]{3,320})\]/i,
  /Recipient address:/i,
  /Recipient:\s*\[SMTP:(?<address>[^\]\s]{3,320})\]/i,
  // Yahoo, Gmail, Zoho, OpenSMTPD, Amazon SES
  /unable to deliver (?:your )?message to the following address(?:\(es\)|es)?[^\n]{0,20}[.:]/i,
  /wasn't delivered to (?<address>[^\s<>@]{1,128}@[^\s<>@]{1,255}) because/i,
  /There was a (?:temporary )?problem delivering your message to (?<address>[^\s<>@]{1,128}@[^\s<>@]{1,255})/i,
  /^[ \t]*(?<address>[^\s<>,@]{1,128}@[^\s<>,@]{1,255}),[ \t]*ERROR CODE[ \t]*:/im,
  /the following list of recipients:/i,
  /trying to deliver the mail to the following recipients:/i,
  // Symantec, Barracuda, Mimecast and a number of web hosts
  /Your (?:message|e-?mail|mail) (?:to|for|addressed to):? <?(?<address>[^\s<>@]{1,128}@[^\s<>@]{1,255}?)>? (?:could ?n[o']t|could not|can ?not|was not|wasn't|has not|couldn't|(?:was|has been) (?:rejected|blocked|delayed))/i,
  /(?:message|e-?mail|mail) (?:that )?you sent to <?(?<address>[^\s<>@]{1,128}@[^\s<>@]{1,255}?)>? (?:could ?n[o']t|could not|can ?not|was not|wasn't|has been|has not|bounced)/i,
  /(?:undeliverable|undelivered|not delivered|delivery failed|failed permanently) (?:to|for)\b[^\n]{0,40}:?/i,
  // DragonFly, IMail, MailFoundry, MailMarshal and others that name the recipient in a sentence
  /error delivering your (?:mail|message) to <?(?<address>[^\s<>@]{1,128}@[^\s<>@]{1,255})/i,
  /^(?:Unknown user|User mailbox exceeds allowed size|Undeliverable to|Unable to deliver message to|Mailbox full for|Delivery failed \d{1,3} attempts?):/im,
  /(?:because of\s[\s\S]{0,600}?)?following recipients? (?:were|was) affected:/i,
  /rejected recipients?:? <?(?<address>[^\s<>@]{1,128}@[^\s<>@]{1,255})/i,
  // Postfix, in whatever language the words around it are
  /^<(?<address>[^\s<>@]{1,128}@[^\s<>@]{1,255})>(?: \((?:expanded|generated) from [^)]{3,320}\))?:[ \t\n]/m,
  // A transcript of what was said to the other server
  /RCPT TO:[ \t]*<(?<address>[^<>\s@]{1,128}@[^<>\s@]{1,255})>/i,
];

/** Below these lines is the message that came back, and whatever that quotes. */
export const RETURNED_BELOW = new RegExp(
  [
    '-{2,} ?(?:This is a copy of (?:the|your) message|Below (?:this|the next) line is a copy|Original message|Returned message|Message header|Unsent message|Begin (?:of )?returned|The header of the original|Urspr(?:ü|ue)ngliche Nachricht|Nachfolgend|Enclosed|Body of message|Message headers)',
    '(?:Below is|The following is|Here is) a copy of the (?:original )?message',
    'Possibly truncated original message follows',
    '\\|-{3,} ?Message (?:text|header) follows',
    '(?:(?:Original|Returned) )?message (?:follows|headers? follow)',
    'Your original message (?:follows|was|is)',
    '(?:Return-Path|Received): [^\\n]{0,300}\\n(?:[ \\t][^\\n]*\\n|[A-Z][\\w-]{1,60}: [^\\n]*\\n){2}',
    'Reporting-MTA:',
  ]
    .map((line) => `^[ \\t>*=]*(?:${line})`)
    .join('|'),
  'im',
);

/** That something failed, in the languages of those who write so. */
export const FAILED = new RegExp(
  [
    "(?:un|non-?)deliver(?:able|ed)|returned (?:mail|to sender|message)|(?:delivery|mail|message)[\\w :]{0,30} fail(?:ed|ure)|failure (?:notice|notification|delivery)|delivery (?:status notification|problem|error|report)|(?:could ?n[o']t|could not|can ?not|unable to|wasn't able to|was not|failed to|not) (?:be |been |to )?deliver|(?:mail|delivery) error|nondeliverable|permanent error|rejected|bounced",
    'unzustellbar|nicht zugestellt|nicht zustellbar|zustell(?:ung|fehler)[\\w ]{0,40}(?:fehl|nicht)|konnte nicht',
    "(?:non|échec de) (?:remis|remise|distribu|livr)|n'a pas pu être (?:remis|délivré|livré)|échec de la remise",
    'no (?:se ha podido|se pudo|ha sido) entrega|no entregado|error de entrega|mensaje devuelto',
    'mancat[ao] (?:consegna|recapito)|impossibile (?:consegnare|recapitare)|non (?:è stato |)(?:consegnat|recapitat)',
    'niet (?:worden )?(?:bezorgd|afgeleverd)|onbestelbaar',
    'nie (?:mógł|mogł|został)[\\w ]{0,20} dostarcz|niedostarcz|zwrot (?:wiadomości|poczty)',
    'не (?:может быть|было|удалось|доставлено)|недоставленн',
    '配信できません|エラーメール|未能送达|退信',
  ].join('|'),
  'iu',
);

/** That it was not yet delivered and is tried again: nothing for its sender to do. */
export const DELAYED =
  /not yet been delivered|has been delayed|delivery (?:status notification \(delay\)|delayed|incomplete|is delayed)|(?:message|mail)\b[^\n]{0,40} delayed|warning: (?:could not send|message)|warning message only|do not need to resend|will (?:continue|keep) (?:to try|trying)|will be retried|still being retried|transient non-fatal|verz(?:ö|oe)gert|wird weiter versucht/i;
