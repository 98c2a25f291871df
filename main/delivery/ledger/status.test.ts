import { expect, test } from 'vitest';
import { classifyStatus } from './status.ts';

/** What servers really say, from their public documentation and their sources, and what it means. A trailing `~` marks what passes. */
const replies: Record<string, [string, string][]> = {
  Gmail: [
    [
      "550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos or unnecessary spaces. Learn more at https://support.google.com/mail/?p=NoSuchUser",
      'address',
    ],
    [
      '550 5.2.1 The email account that you tried to reach is disabled. Learn more at https://support.google.com/mail/?p=DisabledUser',
      'address',
    ],
    [
      '550 5.2.1 The email account that you tried to reach is inactive. For more information, go to https://support.google.com/mail/?p=DisabledUser',
      'address',
    ],
    [
      '552 5.2.2 The email account that you tried to reach is over quota and inactive. Please direct the recipient to https://support.google.com/mail/?p=OverQuotaPerm',
      'mailbox',
    ],
    [
      "452-4.2.2 The recipient's inbox is out of storage space. Please direct the recipient to https://support.google.com/mail/?p=OverQuotaTemp",
      'mailbox~',
    ],
    [
      '450 4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend your message at a later time.',
      'mailbox~',
    ],
    [
      '550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered.',
      'mailbox',
    ],
    [
      '550 5.4.5 Daily user sending limit exceeded. For more information on sending limits go to https://support.google.com/a/answer/166852',
      'quota',
    ],
    ['550 5.4.5 Daily SMTP relay sending limit exceeded for customer.', 'quota'],
    ['421 4.7.0 Temporary System Problem. Try again later.', 'transient~'],
    [
      '421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address. To protect our users from spam, mail sent from your IP address has been temporarily rate limited.',
      'policy~',
    ],
    [
      '550-5.7.1 Gmail has detected that this message is likely unsolicited mail. To reduce the amount of spam sent to Gmail, this message has been blocked.',
      'policy',
    ],
    ["550-5.7.26 Unauthenticated email from rye.example is not accepted due to domain's DMARC policy.", 'policy'],
    [
      '550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.',
      'policy',
    ],
    ['550-5.7.25 The IP address sending this message does not have a PTR record setup.', 'policy'],
    ['552-5.7.0 This message was blocked because its content presents a potential security issue.', 'content'],
    ["552 5.3.4 Your message exceeded Google's message size limits.", 'content'],
    [
      '550-5.7.1 This message is not RFC 5322 compliant. There are multiple Subject headers. To reduce the amount of spam sent to Gmail, this message has been blocked.',
      'content',
    ],
    [
      '535-5.7.8 Username and Password not accepted. For more information, go to https://support.google.com/mail/?p=BadCredentials',
      'authentication',
    ],
    [
      '534-5.7.9 Application-specific password required. Learn more at https://support.google.com/mail/?p=InvalidSecondFactor',
      'authentication',
    ],
    [
      '530-5.7.0 Authentication Required. For more information, go to https://support.google.com/mail/?p=WantAuthError',
      'authentication',
    ],
    ['454 4.7.0 Too many login attempts, please try again later.', 'authentication~'],
    [
      "550-5.7.1 Invalid credentials for relay [192.0.2.1]. The IP address you've registered in your Workspace SMTP Relay service doesn't match the domain of the account this email is being sent from.",
      'authentication',
    ],
    ['421 4.4.5 Server busy, try again later.', 'transient~'],
  ],
  'Exchange Online and Outlook.com': [
    ['550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient a@b.example not found by SMTP address lookup', 'address'],
    [
      '550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [VE1EUR03FT048.eop-EUR03.prod.protection.outlook.com]',
      'address',
    ],
    [
      '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [BN8NAM11FT030.eop-nam11.prod.protection.outlook.com]',
      'address',
    ],
    ['554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded', 'mailbox'],
    [
      "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).",
      'policy',
    ],
    [
      '550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal from this list please visit https://sender.office.com/',
      'policy',
    ],
    [
      '550 5.7.509 Access denied, sending domain rye.example does not pass DMARC verification and has a DMARC policy of reject.',
      'policy',
    ],
    ["550 5.7.515 Access denied, sending domain rye.example doesn't meet the required authentication level.", 'policy'],
    ['550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.', 'policy'],
    ['550 5.1.8 Access denied, bad outbound sender AS(41812002)', 'sender'],
    ["550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients", 'quota'],
    ['550 5.7.705 Access denied, tenant has exceeded threshold', 'quota'],
    [
      "550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit for sending email to external recipients (tenant external recipient rate limit or TERRL)",
      'quota',
    ],
    [
      "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception with message The message can't be submitted because the sender's submission quota was exceeded.",
      'quota',
    ],
    [
      '554 5.2.252 SendAsDenied; a@b.example not allowed to send as c@b.example; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied',
      'sender',
    ],
    ['550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'sender'],
    ['530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM', 'authentication'],
    ['535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', 'authentication'],
    ['535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.', 'authentication'],
    ['535 5.7.3 Authentication unsuccessful', 'authentication'],
    ['432 4.3.2 Concurrent connections limit exceeded', 'transient~'],
    ['421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel', 'transient~'],
    [
      '451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77714) [AM7EUR03FT051.eop-EUR03.prod.protection.outlook.com]',
      'transient~',
    ],
    ['451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation.', 'policy~'],
    [
      '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group',
      'policy',
    ],
    ['550 5.7.124 RESOLVER.RST.NotInGroup; sender not in allowed-senders list', 'policy'],
    ['550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient', 'policy'],
    ['550 5.4.310 DNS domain b.example does not exist [Message=InfoDomainNonexistent]', 'address'],
    ['550 5.4.316 Message expired, connection refused(Socket error code 10061)', 'transient'],
    ['550 5.4.300 Message expired -> 421 4.4.2 Connection dropped due to SocketError', 'transient'],
    ['550 5.6.11 SMTPSEND.BareLinefeedsAreIllegal; message contains bare linefeeds, which cannot be sent via DATA', 'content'],
    ['550 5.2.1 Content not accepted', 'content'],
    ['452 4.5.3 Too many recipients (AS780090)', 'transient~'],
    ['452 4.3.1 Insufficient system resources (UsedDiskSpace)', 'transient~'],
  ],
  Yahoo: [
    [
      "554 delivery error: dd This user doesn't have a yahoo.com account (a@yahoo.com) [0] - mta4371.mail.ne1.yahoo.com",
      'address',
    ],
    ['554 30 Sorry, your message to a@yahoo.com cannot be delivered. This mailbox is disabled (554.30).', 'address'],
    ['552 1 Requested mail action aborted, mailbox not found', 'address'],
    ['552 4.2.2 Mailbox full', 'mailbox~'],
    [
      '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes',
      'policy~',
    ],
    [
      "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list; see http://postmaster.yahoo.com/550-bl23.html",
      'policy',
    ],
    ['554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes', 'policy'],
    ['550 5.7.9 This message has been blocked because it contains content that is not accepted by Yahoo', 'content'],
    ['451 4.3.2 Internal error reading data', 'transient~'],
  ],
  iCloud: [
    ['550 5.1.1 <a@icloud.com>: user lookup success but no user record found', 'address'],
    ['550 5.1.6 recipient no longer on server: a@me.com', 'address'],
    ['552 5.2.2 <a@icloud.com>: user is over quota', 'mailbox'],
    ['554 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137', 'policy'],
    ['550 5.7.1 [HM08] Message rejected due to local policy.', 'policy'],
    ['421 4.7.1 [192.0.2.1] Too many connections', 'transient~'],
    ['550 5.7.0 From address is not one of your addresses.', 'sender'],
    ['450 4.2.2 a@icloud.com: user is overquota', 'mailbox~'],
  ],
  Postfix: [
    ['550 5.1.1 <a@b.example>: Recipient address rejected: User unknown in local recipient table', 'address'],
    ['550 5.1.1 <a@b.example>: Recipient address rejected: User unknown in virtual mailbox table', 'address'],
    [
      '450 4.1.1 <a@b.example>: Recipient address rejected: unverified address: connect to mx.b.example[192.0.2.1]:25: Connection timed out',
      'address~',
    ],
    ['450 4.1.2 <a@b.example>: Recipient address rejected: Domain not found', 'address~'],
    ['550 5.1.0 <a@rye.example>: Sender address rejected: User unknown in local recipient table', 'sender'],
    ['450 4.1.8 <a@rye.example>: Sender address rejected: Domain not found', 'sender~'],
    ['553 5.7.1 <a@rye.example>: Sender address rejected: not owned by user b', 'sender'],
    ['554 5.7.1 <a@b.example>: Relay access denied', 'policy'],
    ['454 4.7.1 <a@b.example>: Relay access denied', 'policy~'],
    ['554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org', 'policy'],
    [
      '450 4.2.0 <a@b.example>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/b.example.html',
      'transient~',
    ],
    ['450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]', 'policy~'],
    ['552 5.3.4 Message size exceeds fixed limit', 'content'],
    ['452 4.3.1 Insufficient system storage', 'transient~'],
    ['450 4.7.1 Error: too much mail from 192.0.2.1', 'transient~'],
    ['550 5.4.4 Host or domain name not found. Name service error for name=b.example type=AAAA: Host not found', 'address'],
    [
      '450 4.4.3 Host or domain name not found. Name service error for name=b.example type=MX: Host not found, try again',
      'address~',
    ],
    ['550 5.4.6 mail for b.example loops back to myself', 'transient'],
    ['504 5.5.2 <laptop>: Helo command rejected: need fully-qualified hostname', 'other'],
    ['556 5.1.10 Domain b.example does not accept mail (nullMX)', 'address'],
    ['554 5.5.1 Error: no valid recipients', 'other'],
    ['451 4.3.0 Error: queue file write error', 'transient~'],
    ['535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6', 'authentication'],
    ['554 5.7.1 <a@b.example>: Recipient address rejected: Access denied', 'policy'],
  ],
  Exim: [
    ['550 Unrouteable address', 'address'],
    ['550 No such user here', 'address'],
    ['550 No Such User Here"', 'address'],
    ['550-Verification failed for <a@rye.example> 550-No Such User Here 550 Sender verify failed', 'sender'],
    ['550 relay not permitted', 'policy'],
    ['451 Temporary local problem - please try later', 'transient~'],
    ['550 Sender verify failed', 'sender'],
    ['550 Domain rye.example has exceeded the max emails per hour (500/500 (100%)) allowed. Message discarded.', 'quota'],
    [
      '451 Domain rye.example has exceeded the max emails per hour (500/500 (100%)) allowed. Message will be reconsidered for delivery later.',
      'quota~',
    ],
    ['550 Message is too big for delivery', 'content'],
    ['552 Message size exceeds maximum permitted', 'content'],
    ['550 This message was classified as SPAM and may not be delivered', 'content'],
    ['550 authentication required', 'authentication'],
  ],
  'GMX, WEB.DE and mail.com': [
    [
      '550 Requested action not taken: mailbox unavailable For explanation visit https://postmaster.gmx.net/en/error-messages?ip=192.0.2.1&c=rcpt',
      'address',
    ],
    [
      '554 Transaction failed Reject due to policy restrictions. For explanation visit https://postmaster.gmx.net/en/error-messages',
      'policy',
    ],
    [
      '554-gmx.net (mxgmx001) Nemesis ESMTP Service not available 554-No SMTP service 554-IP address is block listed. 554 For explanation visit https://postmaster.gmx.net',
      'policy',
    ],
    [
      "552-Requested mail action aborted: exceeded storage allocation 552-Quota exceeded. The recipient's mailbox is full.",
      'mailbox',
    ],
    [
      '450 Requested mail action not taken: mailbox unavailable Mail send limit exceeded. For explanation visit https://support.gmx.com',
      'quota~',
    ],
    ['550 Requested action not taken: mailbox unavailable Sender address is not allowed.', 'sender'],
    ['535 Authentication credentials invalid', 'authentication'],
    ['421 gmx.net (mxgmx101) Nemesis ESMTP Service not available No SMTP service Too many connections', 'transient~'],
  ],
  Zoho: [
    [
      '550 5.4.6 Unusual sending activity detected. Please try after sometime. Learn more. https://www.zoho.com/mail/help/usage-policy.html',
      'policy',
    ],
    ['553 Relaying disallowed as a@rye.example', 'sender'],
    ['550 5.4.6 Hourly sending limit exceeded', 'quota'],
    ['535 Authentication Failed', 'authentication'],
    ['554 5.1.8 Email Outgoing Blocked', 'sender'],
    ['541 5.4.1 Mail rejected by destination domain', 'transient'],
  ],
  'Amazon SES': [
    ['454 Throttling failure: Maximum sending rate exceeded.', 'transient~'],
    ['454 Throttling failure: Daily message quota exceeded.', 'quota~'],
    [
      '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: a@rye.example',
      'sender',
    ],
    [
      "554 Access denied: User `arn:aws:iam::123456789012:user/x' is not authorized to perform `ses:SendRawEmail' on resource",
      'authentication',
    ],
    ['535 Authentication Credentials Invalid', 'authentication'],
    [
      '554 Message rejected: Sending suspended for this account. For more information, please check the inbox of the email address associated with your AWS account.',
      'authentication',
    ],
    ['554 Transaction failed: Address contains illegal characters in user name', 'address'],
    ['451 Timeout waiting for data from client.', 'transient~'],
    ['554 Message length is more than 10485760 bytes long: 11000000', 'content'],
  ],
  Mailgun: [
    [
      '550 5.7.1 Domain sandbox1.mailgun.org is not allowed to send: Free accounts are for test purposes only. Please upgrade or add the address to authorized recipients',
      'sender',
    ],
    [
      '420 4.7.0 Domain mg.rye.example is not allowed to send: recipient limit exceeded, try again after Sun, 1 Nov 2026 10:00:00 GMT',
      'quota~',
    ],
    ['535 5.7.0 Mailgun is not loving your login or password', 'authentication'],
    ['421 4.7.0 Not delivering to previously bounced address', 'policy~'],
  ],
  'Brevo, Mailjet, OVH, IONOS, Infomaniak and Fastmail': [
    ['502 5.7.0 Unable to send email. Unfortunately, your SMTP account is not yet activated.', 'authentication'],
    ['525 5.7.1 Unauthorized IP address', 'policy'],
    ['550 5.7.1 Account is under review', 'authentication'],
    ['550 5.7.1 You have reached your daily sending limit', 'quota'],
    ['421 4.7.1 Rate limit exceeded. Your account has sent too many messages', 'transient~'],
    ['550 5.7.1 Message rejected: outgoing message limit reached (200 per hour)', 'quota'],
    [
      '550 5.1.1 <a@b.example>: Recipient address rejected: undeliverable address: host mx.b.example[192.0.2.1] said: 550 5.1.1 unknown user',
      'address',
    ],
    ['554 5.7.1 <a@rye.example>: Sender address rejected: Access denied', 'sender'],
    ['551 5.7.1 Not authorised to send from this header address', 'sender'],
    ['550 5.1.6 Recipient address rejected: mailbox owner has changed', 'address'],
  ],
  'qmail, Sendmail, Cisco, Proofpoint and others': [
    ['Sorry, no mailbox here by that name. (#5.1.1)', 'address'],
    ["sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'policy'],
    ['553 5.3.0 <a@b.example>... User unknown', 'address'],
    ['550 #5.1.0 Address rejected.', 'address'],
    [
      "554-mx.b.example 554 Your access to this mail system has been rejected due to the sending MTA's poor reputation.",
      'policy',
    ],
    ['550 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1', 'policy'],
    ['550 5.1.1 <a@b.example>... User unknown', 'address'],
    ['550 permanent failure for one or more recipients (a@b.example:blocked)', 'policy'],
    ['550 Mailbox unavailable: blocked by policy', 'policy'],
    ['550 Requested action not taken: mailbox unavailable', 'address'],
    ['550 5.7.1 Recipient not authorized, your IP has been found on a block list', 'policy'],
    ['550 Administrative prohibition', 'policy'],
    ['550 5.7.17 The mailbox owner has changed', 'address'],
    ['552 5.2.2 Over quota', 'mailbox'],
    ['554 5.7.1 Message rejected as spam by Content Filtering.', 'content'],
    ['550 5.0.0 Mail rejected', 'other'],
    ['554 5.4.7 Delivery expired (message too old)', 'transient'],
    ['451 4.7.1 Greylisting in action, please come back in 00:05:00', 'transient~'],
    ['550 Invalid recipient <a@b.example>', 'address'],
    ['550 MAILBOX NOT FOUND', 'address'],
    ['550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416', 'address'],
    ['550 5.5.0 Service refuse. Veuillez essayer plus tard. service refused, please try later. OFR004_104', 'transient~'],
    ['550 5.1.1 User Unknown', 'address'],
    ['550 Account disabled', 'address'],
  ],
};

const table = Object.entries(replies).flatMap(([who, said]) => said.map(([words, meant]) => [who, words, meant] as const));

test.each(table)('%s: %s', (_who, words, meant) => {
  const { kind, permanent } = classifyStatus({ words });
  expect(kind + (permanent ? '' : '~')).toBe(meant);
});
