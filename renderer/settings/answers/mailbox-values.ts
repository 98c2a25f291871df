import type { Mailbox, NewMailbox } from '#shared/rpc/feedback.ts';

/** The form of a mailbox: the fields of both ways to log in. */
export type MailboxValues = {
  address: string;
  host: string;
  port: number | string;
  security: 'tls' | 'starttls' | 'auto';
  user: string;
  signIn: 'password' | 'oauth2';
  password: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  folder: string;
  afterwards: 'nothing' | 'seen' | 'move';
  moveTo: string;
};

export const usualPorts = { tls: 993, starttls: 143, auto: 143 } as const;

export function valuesOf(mailbox: Mailbox | undefined): MailboxValues {
  const settings = mailbox?.settings;
  return {
    address: mailbox?.address ?? '',
    host: settings?.host ?? '',
    port: settings?.port ?? usualPorts.tls,
    security: settings?.security ?? 'tls',
    user: settings?.user ?? '',
    signIn: settings?.signIn ?? 'password',
    password: '',
    tokenUrl: settings?.tokenUrl ?? '',
    clientId: settings?.clientId ?? '',
    clientSecret: '',
    refreshToken: '',
    folder: settings?.folder ?? 'INBOX',
    afterwards: settings?.afterwards ?? 'nothing',
    moveTo: settings?.moveTo ?? '',
  };
}

/** Most hosts log in with the address itself. */
export const userOf = ({ user, address }: MailboxValues): string => user.trim() || address.trim();

export const toMailbox = (values: MailboxValues): NewMailbox => ({
  address: values.address.trim(),
  settings: {
    host: values.host.trim(),
    port: Number(values.port),
    security: values.security,
    user: userOf(values),
    folder: values.folder.trim() || 'INBOX',
    signIn: values.signIn,
    tokenUrl: values.signIn === 'oauth2' ? values.tokenUrl.trim() : '',
    clientId: values.signIn === 'oauth2' ? values.clientId.trim() : '',
    afterwards: values.afterwards,
    moveTo: values.afterwards === 'move' ? values.moveTo.trim() : '',
  },
  secret:
    values.signIn === 'oauth2'
      ? { clientSecret: values.clientSecret, refreshToken: values.refreshToken }
      : { password: values.password },
});

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const isWeb = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** What is wrong with each field; what is stored already need not be typed again, unless it leads elsewhere now. */
export function validatorsFor(mailbox: Mailbox | undefined) {
  const stays = (values: MailboxValues) =>
    mailbox?.hasSecret === true &&
    mailbox.settings.host === values.host.trim() &&
    mailbox.settings.user === userOf(values) &&
    mailbox.settings.signIn === values.signIn;
  const ofToken = (values: MailboxValues) => values.signIn === 'oauth2';
  return {
    address: (value: string) => (address.test(value.trim()) ? null : 'An address such as bounces@hearth.example.'),
    host: (value: string) => (value.trim() ? null : 'Such as imap.hearth.example.'),
    port: (value: number | string) => (Number(value) >= 1 && Number(value) <= 65535 ? null : 'From 1 to 65,535.'),
    password: (value: string, values: MailboxValues) =>
      ofToken(values) || value || stays(values) ? null : 'The password of the mailbox, or one made for this app.',
    tokenUrl: (value: string, values: MailboxValues) =>
      !ofToken(values) || isWeb(value.trim()) ? null : 'Where your host renews tokens: https://…',
    refreshToken: (value: string, values: MailboxValues) =>
      !ofToken(values) || value || stays(values) ? null : 'Your host gives it once, when the app is allowed.',
    moveTo: (value: string, values: MailboxValues) =>
      values.afterwards !== 'move' || (value.trim() && value.trim() !== values.folder.trim())
        ? null
        : 'Another folder of this mailbox.',
  };
}
