import { escapeText } from '#shared/content/escape.ts';
import { asciiDomain, splitAddress } from '../base/email-address.ts';
import { type Addresses, createRenderer, readAttachment } from '../content/content.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import type { Letter, Letters, WriteLetter } from '../delivery/delivery.ts';
import { fillLinks, findLinkKey, linkIds, linkKey, publicAddress, withPixel, writeToken } from '../tracking/tracking.ts';
import { conditionsOfSend } from './conditions.store.ts';
import { seenBy } from './conditions.ts';
import { isConfirmation, writeConfirmation } from './confirmation-letter.ts';
import { type FrozenSend, type FrozenTest, frozenSend, frozenTest, type Sender } from './frozen.ts';
import { contentOfSend, letterFacts } from './letters.report.ts';

/** Writes the letters of campaigns and tests from what was frozen when they were launched. */
export function createLetters(db: WriteDb): Letters {
  return {
    forSend: (sendId) => {
      const frozen = frozenSend.parse(contentOfSend(db, sendId));
      return writeSend(db, { key: linkKey(db), sendId, frozen, attachments: filesOf(db, frozen), opens: true });
    },
    forContent: (content) => {
      if (isConfirmation(content)) return writeConfirmation(db, { key: linkKey(db), content });
      const frozen = frozenTest.parse(content);
      return writeTest(db, { key: linkKey(db), frozen, attachments: filesOf(db, frozen) });
    },
  };
}

/** A message again as its recipient got it, merged with what is known of them now. Null where there is no such message. */
export function viewLetter(db: ReadDb, messageId: number): Letter | null {
  const key = findLinkKey(db);
  const facts = key ? letterFacts(db, messageId) : null;
  if (!key || !facts) return null;
  const { recipient, sendId, content } = facts;
  if (sendId === null) {
    const { success, data } = frozenTest.safeParse(content);
    return success ? writeTest(db, { key, frozen: data, attachments: [] })(recipient) : null;
  }
  // Looking at the page is no opening of the message, so the pixel is left out.
  return writeSend(db, { key, sendId, frozen: frozenSend.parse(content), attachments: [], opens: false })(recipient);
}

type Attachments = NonNullable<Letter['attachments']>;

/** Read once per send: every message has the very same. */
const filesOf = (db: ReadDb, { attachments }: Sender): Attachments =>
  attachments.map((file) => ({ type: file.type, fileName: file.fileName, base64: readAttachment(db, file) }));

function writeSend(
  db: ReadDb,
  send: { key: string; sendId: number; frozen: FrozenSend; attachments: Attachments; opens: boolean },
): WriteLetter {
  const { key, frozen } = send;
  const base = publicAddress(db);
  const render = createRenderer(frozen.compiled);
  const address = addresses({ key, base, sender: frozen });
  const known = linkIds(db, send.sendId);
  // A link that is not registered, or that nobody could reach, is written as it was designed.
  const links = frozen.urls.map((url) => ({ id: known.get(url) ?? null, text: url, html: escapeText(url) }));
  const tracked = base !== '' && frozen.mark !== '';
  const opens = send.opens && frozen.trackOpens && base !== '';
  const people = frozen.compiled.conditions.length > 0 ? conditionsOfSend(db, send.sendId) : [];

  return (recipient) => {
    const { messageId } = recipient;
    const own = address(messageId);
    const when = recipient.contact ? seenBy(people, recipient.contact.id) : [];
    const { subject, html, text } = render(recipient.contact, own.addresses, when);
    // A picture, a button and the text often lead to the same place.
    const ways = links.map(({ id }) => (tracked && id !== null ? `${base}/c/${writeToken(key, 'click', messageId, id)}` : null));
    const fill = (source: string, kind: 'html' | 'text') =>
      frozen.mark === ''
        ? source
        : fillLinks(source, { mark: frozen.mark, address: (number) => ways[number] ?? links[number]?.[kind] ?? '' });
    const linked = fill(html, 'html');
    return {
      from: frozen.from,
      replyTo: frozen.replyTo,
      subject,
      html: opens ? withPixel(linked, `${base}/o/${writeToken(key, 'open', messageId)}.gif`) : linked,
      text: fill(text, 'text'),
      headers: own.headers,
      inline: frozen.compiled.inline,
      attachments: send.attachments,
    };
  };
}

/** A test is shown as the chosen contact. Nothing in it is counted; its unsubscribe page changes nothing. */
function writeTest(db: ReadDb, test: { key: string; frozen: FrozenTest; attachments: Attachments }): WriteLetter {
  const { frozen } = test;
  const render = createRenderer(frozen.compiled);
  const address = addresses({ key: test.key, base: publicAddress(db), sender: frozen });
  return ({ messageId }) => {
    const own = address(messageId);
    const { subject, html, text } = render(frozen.contact, own.addresses, frozen.when);
    return {
      from: frozen.from,
      replyTo: frozen.replyTo,
      subject: frozen.marked ? `[Test] ${subject}` : subject,
      html,
      text,
      headers: own.headers,
      inline: frozen.compiled.inline,
      attachments: test.attachments,
    };
  };
}

type Own = { addresses: Addresses; headers: Letter['headers'] };

/**
 * Where a recipient unsubscribes, chooses what they get and sees the message as a page. Without a public address the way
 * out is a mail to the sender, and there are no pages. The one-click header is only given with https, which RFC 8058 demands.
 */
function addresses({ key, base, sender }: { key: string; base: string; sender: Sender }): (messageId: number) => Own {
  const { local, domain } = splitAddress(sender.replyTo || sender.from.email) ?? { local: '', domain: '' };
  const answer = `${encodeURIComponent(local)}@${asciiDomain(domain) || encodeURIComponent(domain)}`;
  return (messageId) => {
    const token = writeToken(key, 'unsubscribe', messageId);
    const mail = `mailto:${answer}?subject=${encodeURIComponent(`unsubscribe ${token}`)}`;
    if (base === '')
      return {
        addresses: { unsubscribeUrl: mail, preferencesUrl: '', viewUrl: '' },
        headers: [['List-Unsubscribe', `<${mail}>`]],
      };
    const unsubscribe = `${base}/u/${token}`;
    const headers: [string, string][] = [['List-Unsubscribe', `<${unsubscribe}>, <${mail}>`]];
    if (base.startsWith('https:')) headers.push(['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click']);
    const addresses = {
      unsubscribeUrl: unsubscribe,
      preferencesUrl: `${base}/p/${writeToken(key, 'preferences', messageId)}`,
      viewUrl: `${base}/v/${writeToken(key, 'view', messageId)}`,
    };
    return { addresses, headers };
  };
}
