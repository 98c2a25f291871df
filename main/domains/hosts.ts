/** What a mail host documents about its customers' DNS. */
export type MailHost = {
  name: string;
  /** Ends of the names of its SMTP servers. */
  servers: string[];
  /** The SPF records of its servers; the first one is what it recommends now. */
  includes: string[];
  /** Selectors under which it signs with DKIM, where they are always the same. */
  selectors: string[];
  /** Whether bounces come back to the host's own domain, so that SPF is checked there and not at the sender's. */
  ownReturnPath?: boolean;
  /** Where its mailboxes receive. */
  mx?: string[];
};

const hosts: MailHost[] = [
  {
    name: 'Google Workspace',
    servers: ['smtp.gmail.com', 'smtp-relay.gmail.com', 'smtp.googlemail.com'],
    includes: ['_spf.google.com'],
    selectors: ['google'],
    mx: ['1 smtp.google.com'],
  },
  {
    name: 'Microsoft 365',
    servers: ['smtp.office365.com', 'mail.protection.outlook.com'],
    includes: ['spf.protection.outlook.com'],
    selectors: ['selector1', 'selector2'],
  },
  {
    name: 'iCloud',
    servers: ['smtp.mail.me.com'],
    includes: ['icloud.com'],
    selectors: ['sig1'],
    mx: ['10 mx01.mail.icloud.com', '10 mx02.mail.icloud.com'],
  },
  {
    name: 'Fastmail',
    servers: ['smtp.fastmail.com', 'smtp.messagingengine.com'],
    includes: ['spf.messagingengine.com'],
    selectors: ['fm1', 'fm2', 'fm3'],
    mx: ['10 in1-smtp.messagingengine.com', '20 in2-smtp.messagingengine.com'],
  },
  { name: 'Zoho', servers: ['zoho.eu', 'zohomail.eu'], includes: ['zohomail.eu', 'zoho.eu'], selectors: ['zmail', 'zoho'] },
  { name: 'Zoho', servers: ['zoho.in', 'zohomail.in'], includes: ['zoho.in', 'zohomail.in'], selectors: ['zmail', 'zoho'] },
  {
    name: 'Zoho',
    servers: ['zoho.com', 'zohomail.com'],
    includes: ['zohomail.com', 'zoho.com', 'one.zoho.com'],
    selectors: ['zmail', 'zoho'],
  },
  {
    name: 'Brevo',
    servers: ['smtp-relay.brevo.com', 'smtp-relay.sendinblue.com'],
    includes: ['spf.brevo.com', 'spf.sendinblue.com'],
    selectors: ['brevo1', 'brevo2', 'mail'],
    ownReturnPath: true,
  },
  {
    name: 'Mailgun',
    servers: ['smtp.mailgun.org', 'smtp.eu.mailgun.org'],
    includes: ['mailgun.org', 'eu.mailgun.org'],
    selectors: ['mx', 'mta', 'k1', 'pic', 'smtp', 'pdk1', 'pdk2'],
  },
  // By SMTP its MAIL FROM domain cannot be asked for; without one of its own an identity has Amazon's.
  { name: 'Amazon SES', servers: ['amazonaws.com'], includes: ['amazonses.com'], selectors: [], ownReturnPath: true },
  { name: 'SendGrid', servers: ['smtp.sendgrid.net'], includes: ['sendgrid.net'], selectors: ['s1', 's2'], ownReturnPath: true },
  { name: 'Postmark', servers: ['smtp.postmarkapp.com'], includes: ['spf.mtasv.net'], selectors: ['pm'], ownReturnPath: true },
  { name: 'Mailjet', servers: ['mailjet.com'], includes: ['spf.mailjet.com'], selectors: ['mailjet'], ownReturnPath: true },
  {
    name: 'Infomaniak',
    servers: ['mail.infomaniak.com', 'mail.infomaniak.ch'],
    includes: ['spf.infomaniak.ch'],
    selectors: [],
    mx: ['5 mta-gw.infomaniak.ch'],
  },
  { name: 'IONOS', servers: ['smtp.ionos.com'], includes: ['_spf-us.ionos.com'], selectors: ['s1-ionos', 's2-ionos'] },
  {
    name: 'IONOS',
    servers: ['smtp.ionos.de', 'smtp.ionos.co.uk', 'smtp.ionos.fr', 'smtp.ionos.es', 'smtp.ionos.it', 'smtp.1und1.de'],
    includes: ['_spf-eu.ionos.com', '_spf.kundenserver.de', '_spf.perfora.net'],
    selectors: ['s1-ionos', 's2-ionos'],
  },
  { name: 'OVH', servers: ['mail.ovh.net', 'ssl0.ovh.net', 'mail.ovh.ca'], includes: ['mx.ovh.com'], selectors: [] },
  { name: 'Gandi', servers: ['mail.gandi.net'], includes: ['_mailcust.gandi.net'], selectors: ['gm1', 'gm2', 'gm3'] },
  {
    name: 'Proton',
    servers: ['smtp.protonmail.ch'],
    includes: ['_spf.protonmail.ch'],
    selectors: ['protonmail', 'protonmail2', 'protonmail3'],
    mx: ['10 mail.protonmail.ch', '20 mailsec.protonmail.ch'],
  },
  { name: 'Migadu', servers: ['smtp.migadu.com'], includes: ['spf.migadu.com'], selectors: ['key1', 'key2', 'key3'] },
  { name: 'mailbox.org', servers: ['smtp.mailbox.org'], includes: ['mailbox.org'], selectors: ['mbo0001', 'mbo0002'] },
];

export const mailHostOf = (server: string): MailHost | null =>
  hosts.find(({ servers }) => servers.some((end) => server === end || server.endsWith(`.${end}`))) ?? null;
