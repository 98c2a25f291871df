import type { StatusKind } from './status.ts';

/**
 * What servers mean, most particular first: their words where a server's own use of a code is known to differ from the
 * standard, then the code. A rule that is unsure must not say `address`, for that is the only kind that suppresses.
 */
export type WordRule = {
  kind: StatusKind;
  words: RegExp;
  /** Said for many reasons: a code that says more goes before it. */
  general?: true;
  /** Trying again helps, even where the code denies it. */
  passing?: true;
};

export const wordRules: readonly WordRule[] = [
  {
    kind: 'policy',
    words: /\bspf\b|\bdkim\b|\bdmarc\b|unauthenticated (e?mail|message|sender)|sender is unauthenticated/i,
  },
  // Exchange hides a mailbox that takes mail from its own people only behind the words of a login.
  {
    kind: 'policy',
    words: /RESOLVER\.RST\.|not authenticated for (the )?(group|mailbox)|senders? outside (this|your|their) organi[sz]ation/i,
  },
  {
    kind: 'quota',
    words:
      /(daily|hourly|monthly|24.hour) ((user |message |sending |mail |smtp |relay |email |recipient |outgoing )*(limit|quota)|maximum)|(sending|outgoing|outbound|submission|sender|relay)('s)? (message |mail |submission |relay )?(limits?|quota)|reached (your|the|its) (daily|hourly|monthly|sending|maximum)|exceeded (its |the |your )*(daily|sending|hourly|monthly|max(imum)? (number of )?(e?mails|messages|defers)|sending limits?|(message|e?mail) (limit|quota) (per|for))|quota exceeded for the day|tenant has exceeded|TERRL|SubmissionQuota|max (e?mails|defers and failures) per hour|(message|e?mail) (limit|quota) (is |was |has been )?(reached|exceeded) for (this|your) (account|plan|month|day)|out of (credits?|sending credits)|not enough credits|insufficient credits?|limit(ed)? .{0,30}free (account|plan)|mail send limit|recipient limit exceeded, try again after/i,
  },
  // Gmail, Exchange: one person gets too much at the moment; neither we nor the address are at fault.
  {
    kind: 'mailbox',
    words:
      /receiving (mail|email|messages) (at a rate|too quickly)|recipient (has )?exceeded|ThreadingLimit|recipient('s)? (mailbox )?(rate|thread) limit/i,
  },
  {
    kind: 'authentication',
    words:
      /authentication (is )?(required|unsuccessful|failed|failure|credentials? invalid)|(must|need to|please|not) (be )?authenticated? (first|before|to send)|client (was |is )?not authenticated|must issue a starttls|(user ?name|password|credentials?)( and (user ?name|password))? (are |is |was |were )?(not accepted|incorrect|invalid|wrong)|invalid (login|credentials|user ?name or password)|application-specific password|basic authentication is disabled|smtp ?client ?authentication is disabled|SmtpClientAuthentication|(sending|smtp|mail|your) ?(account|service|user)( has been| is| was)? (not (yet )?(activated|validated|enabled)|suspended|paused|blocked|locked|disabled)|sending (is |has been |was )?(paused|suspended|disabled)|account (is )?(under|in) (review|probation)|not authorized to perform .{0,3}ses:|(log ?in|login) denied|too many (failed )?(login|auth)/i,
  },
  // A full mailbox, before anything that merely speaks of a quota or of a mailbox that is unavailable.
  {
    kind: 'mailbox',
    words:
      /over ?quota|quota (is )?(exceeded|full)|exceed(ed|s)?.{0,30}(mailbox|storage|disk)|(mailbox|inbox|mail box|account|storage|mail folder)( of .{1,80})? (is |was |has )?(full|over|exceeded|size limit)|mailbox.{0,20}full|out of (disk )?storage|insufficient (storage|disk)|not enough (disk )?space|user has exceeded (his|her|their)/i,
  },
  // The address from which it comes.
  {
    kind: 'sender',
    words:
      /send ?as( this sender| denied)?|SendAsDenied|(sender|from|return.path|envelope.sender)( e?mail)?( address| domain)?( .{1,80})?( is| was)?:? (rejected|denied|refused|unknown|invalid|not (allowed|owned|verified|exist|authori[sz]ed|permitted|accepted|a verified)|does not (exist|match)|mismatch|must (be|match))|sender (verify|verification) failed|could not verify sender|not (owned by|allowed to (send|use)) .{0,40}(user|from|as)|(bad|unverified|invalid|unauthori[sz]ed) (sender|from|outbound sender|return.path)|(e?mail address|domain|sender|identit(y|ies)) (is |are )?not verified|relaying disallowed as|relay.{0,12}(as|for) .{1,60}sender|is not allowed to send|is not one of your addresses|not authori[sz]ed to send from/i,
  },
  // Directory-based refusals of Exchange Online speak of denied access and mean that there is no such person.
  {
    kind: 'address',
    words:
      /5\.4\.1\b.{0,60}recipient address rejected: access denied|RESOLVER\.ADR\.(Recipient)?(NotFound|ExRecipNotFound|InvalidSmtp|RecipNotFound)|RecipientNotFound/i,
  },
  {
    kind: 'policy',
    words:
      /spamhaus|barracuda|spamcop|proofpoint|cloudmark|senderbase|talos|sorbs|\b(rbl|dnsbl)\b|bl(oc|a)[ck].?list|black ?list|block ?list|deny ?list|\b(is |was |are |been )?(listed|blocked|banned) (in|on|by|using|at)\b|client host .{0,80}(blocked|rejected)|poor reputation|(low|bad|ip|domain|sender) reputation|reputation of|unsolicited|reverse (dns|hostname)|\bptr\b|no rdns|relay(ing)? (access )?(is )?(denied|not (permitted|allowed)|prohibited)|unable to relay|not (permitted|allowed) to relay|we do not relay|traffic not accepted from this ip|policy (restrictions?|reasons?|violation)|local policy|administrative(ly)? prohibit|greylist\w* .{0,20}permanent|\[(TSS|BL|CS|HM|TS)\d\d\]|\(S31\d\d\)|AS\(\d+\)|unexpected volume|user complaints|unusual(ly)? (rate|sending|activity|amount)|suspicious/i,
  },
  {
    kind: 'content',
    words:
      /content presents|contains content|\bspam\b|virus|malware|phish|trojan|infected|banned (content|file|attachment)|(content|message|attachment|header|url|link)s? (was |is |has been )*(rejected|refused|blocked|not (accepted|allowed))|(rejected|refused|blocked) (due to|because of|for|by) (its |the )?(content|header|attachment|url)|message (size|length is more|too (big|large|long))|(exceeds|exceeded|over) .{0,30}(message|maximum|fixed|size).{0,20}(size|limit)|size limit|too (big|large)|RFC ?(5322|2822|822)|(missing|duplicate|malformed|bad|multiple|invalid) .{0,24}header|line (is )?too long|bare (lf|cr|line ?feed)|(8.?bit|non-ascii|null) (characters?|data)/i,
  },
  {
    kind: 'address',
    words:
      /no such (user|person|recipient|mailbox|address|account|domain|local user|mail ?drop)|no (mailbox|user|account|recipient) (here |found |by |with )|no user record|no mailbox here|(user|recipient|mailbox|account|address|e?mail address|domain|mail ?box|name)( .{1,80})?( is| was| has been| are)? ?(un ?known|not (found|known|exist|available at this site|valid|a valid|local|listed in)|no longer (available|valid|exists?|active|in use|accepts?|on server)|does(n't| not) exist|do(n't| not) exist|disabled|deactivated|de-activated|inactive|discontinued|terminated|closed|expired|invalid)|(unknown|invalid|non.?existent|bad|undeliverable|incorrect|illegal|inactive|disabled) (local.part|local user|recipient|mailbox|user|destination|e?mail address|address)|not a (valid|known) (recipient|mailbox|user|address)|not our customer|(doesn't|does not) have an? .{1,40} account|(host|domain)( or domain)? (name )?(not found|does not exist|unknown|lookup failed)|name ?server error .{0,80}host not found|NXDOMAIN|null ?mx|does not accept (mail|e-?mail) \(|unroute?able|unrouteable address|not deliverable to this (address|user)|addressee unknown|(left|leaves) the (company|organi[sz]ation)|mailbox owner has changed|the e?mail account that you tried to reach (does not exist|is (disabled|inactive))|recipient.{0,12}rejected: (user|unknown)|user lookup success but no user|illegal characters in user name/i,
  },
  // A 5xx of servers that mean a 4xx.
  {
    kind: 'transient',
    words:
      /(please )?(try|retry|come back|resend)( it)?( again)? (after|later|in \d)|temporar(y|il)|server busy|too many (connections|messages|mails|requests|concurrent)|too much mail|rate limit|throttl|slow down|concurrent connections|connections? limit|insufficient system|not accepting network|greylist|gr[ae]y.?listed/i,
    general: true,
    passing: true,
  },
  // The default words of 550 in RFC 5321: who says nothing better usually means an unknown person.
  {
    kind: 'address',
    words: /requested (mail )?action (not taken|aborted)[:,] ?mailbox (unavailable|not found)|^\W*mailbox unavailable\W*$/i,
    general: true,
  },
  {
    kind: 'policy',
    words:
      /\bpolic(y|ies)\b|denied|prohibited|not (allowed|permitted|authori[sz]ed)|forbidden|reputation|(access|connection|service) refused|blocked|banned/i,
    general: true,
  },
];

/** By detail first (`1.1`), then by subject (`1`): RFC 3463 as amended, and what Microsoft adds. */
export const codeRules: Readonly<Record<string, StatusKind>> = {
  '1': 'address',
  '1.7': 'sender',
  '1.8': 'sender',
  '1.9': 'other',
  '1.90': 'quota',
  '2': 'mailbox',
  '2.1': 'address',
  '2.3': 'content',
  '2.252': 'sender',
  '3': 'other',
  '3.1': 'transient',
  '3.2': 'transient',
  '3.3': 'content',
  '3.4': 'content',
  '3.5': 'transient',
  '4': 'transient',
  '4.1': 'transient',
  '4.4': 'address',
  '4.5': 'quota',
  '4.310': 'address',
  '5': 'other',
  '6': 'content',
  '7': 'policy',
  '7.3': 'authentication',
  '7.8': 'authentication',
  '7.13': 'authentication',
  '7.14': 'authentication',
  '7.17': 'address',
  '7.18': 'address',
  '7.27': 'sender',
  '7.57': 'authentication',
  '7.60': 'sender',
  '7.139': 'authentication',
  '7.233': 'quota',
  '7.236': 'quota',
  '7.705': 'quota',
  '7.750': 'sender',
};
