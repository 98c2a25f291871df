import { type MailClient, mailClients } from './clients.ts';

/** How grave something is: what goes wrong for everybody, what a reader stumbles over, and what could be better. */
export type CheckLevel = 'error' | 'warning' | 'hint';

type Words = { level: CheckLevel; text: string | ((detail: string) => string); why: string };

/** All that is looked for in a design, and what is said about it. */
export const checks = {
  empty: { level: 'error', text: 'The design is empty.', why: '' },
  'no-unsubscribe': {
    level: 'error',
    text: 'There is no unsubscribe link yet: add a footer.',
    why: 'Everybody must be able to leave, those who see only a part of it as well.',
  },
  'some-unsubscribe': {
    level: 'warning',
    text: 'The unsubscribe link stands under a condition.',
    why: 'Whoever the condition leaves out cannot leave. Put the link outside of it, or one into each branch.',
  },
  'no-address': {
    level: 'warning',
    text: 'Your postal address is not in it.',
    why: 'Many countries demand one in every campaign; a footer brings it.',
  },
  'no-alt': {
    level: 'warning',
    text: 'An image is not described.',
    why: 'Who cannot see it is not told what it shows.',
  },
  'file-alt': {
    level: 'hint',
    text: (name) => `An image is described as “${name}”.`,
    why: 'That is the name of a file. Say what it shows.',
  },
  'no-image': { level: 'warning', text: 'An image is not chosen yet.', why: '' },
  'no-link': { level: 'warning', text: (name) => `“${name || 'A button'}” leads nowhere.`, why: '' },
  'bad-link': {
    level: 'warning',
    text: (link) => `“${link}” is not an address that can be opened.`,
    why: 'A sign is missing in it, or one is too many.',
  },
  'private-link': {
    level: 'error',
    text: (link) => `“${link}” can be reached from here only.`,
    why: 'It is an address of this computer or of your own network.',
  },
  'no-page': {
    level: 'error',
    text: (page) => `The link to the ${page} leads nowhere.`,
    why: 'There is no public address yet under which readers could reach it. In a footer the link is left out until there is one.',
  },
  'short-link': {
    level: 'hint',
    text: (host) => `A link goes by way of ${host}.`,
    why: 'Spam hides behind short links, so filters mistrust them. Link to the page itself.',
  },
  'other-link': {
    level: 'warning',
    text: (where) => `A link says one address and leads to another: ${where}.`,
    why: 'Fraud looks like this, so mail programs warn their readers.',
  },
  contrast: {
    level: 'warning',
    text: (ratio) => `Words are hard to read on what is behind them (${ratio}).`,
    why: 'They should differ at least 4.5 to 1, large ones 3 to 1.',
  },
  'heading-order': {
    level: 'hint',
    text: (step) => `The headings skip a level: ${step}.`,
    why: 'Who listens to a message goes through it by its headings.',
  },
  'heavy-image': {
    level: 'warning',
    text: (size) => `An image weighs ${size}.`,
    why: 'On a phone it comes late. Make it smaller in the library; 200 KB are plenty.',
  },
  'heavy-images': {
    level: 'warning',
    text: (size) => `All images together weigh ${size}.`,
    why: 'Much more than 2 MB is slow on a phone, and some servers refuse it.',
  },
  'too-large': {
    level: 'warning',
    text: (size) => `The message is ${size} large.`,
    why: 'Gmail cuts it off at 102 KB and hides the rest.',
  },
  'mostly-images': {
    level: 'warning',
    text: 'It is nearly all images.',
    why: 'Where images are off nothing is left to read, and filters know spam by that.',
  },
  'no-preheader': {
    level: 'hint',
    text: 'There is no preheader.',
    why: 'Inboxes show the first words of the message behind the subject instead.',
  },
  'loud-subject': {
    level: 'hint',
    text: 'The subject shouts.',
    why: 'Capitals throughout and rows of marks such as !!! look like spam to people and to filters.',
  },
  'false-reply': {
    level: 'warning',
    text: (mark) => `The subject begins with “${mark}” though it answers nothing.`,
    why: 'It misleads its readers, which some countries forbid, and filters count it.',
  },
  unsupported: { level: 'hint', text: (feature) => feature, why: '' },
} as const satisfies Record<string, Words>;

export type CheckKind = keyof typeof checks;
export const checkKinds = Object.keys(checks) as [CheckKind, ...CheckKind[]];

/** Where something is mended; `find` is a piece of the source that stands there, for designs written as source. */
export type CheckPlace = 'block' | 'subject' | 'preheader' | 'page';

export type CheckFinding = {
  what: CheckKind;
  blockId: string | null;
  detail: string;
  place: CheckPlace;
  find: string;
  /** The mail programs that it is about; none where it is about all. */
  clients: MailClient[];
};

/** A finding in words. */
export function checkWords({ what, detail, clients }: Pick<CheckFinding, 'what' | 'detail' | 'clients'>): {
  level: CheckLevel;
  text: string;
  why: string;
} {
  const { level, text, why }: Words = checks[what];
  const named = clients.map((client) => mailClients[client]);
  return {
    level,
    text: typeof text === 'string' ? text : text(detail),
    why: named.length > 0 ? `Not shown so by ${new Intl.ListFormat('en-GB').format(named)}.` : why,
  };
}
