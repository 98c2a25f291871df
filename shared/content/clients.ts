/** The mail programs that designs are judged against, as people know them. */
export const mailClients = {
  gmail: 'Gmail',
  'outlook-windows': 'Outlook on Windows',
  'outlook-web': 'Outlook.com',
  apple: 'Apple Mail',
  yahoo: 'Yahoo Mail',
  thunderbird: 'Thunderbird',
} as const;
export type MailClient = keyof typeof mailClients;
export const mailClientNames = Object.keys(mailClients) as [MailClient, ...MailClient[]];
